import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkBlocks } from './check-blocks.ts';
import { checkView } from './check-view.ts';
import { SLACK_LIMITS } from './limits.ts';
import { EDIT_MODAL, progressBlocks, resultBlocks } from './test-demo.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (action_id: string, more = {}) => ({
  type: 'button',
  action_id,
  text: plain('Go'),
  ...more,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const cell = (text: string) => ({ type: 'raw_text', text });
const chart = (labels: string[], points = labels) => ({
  type: 'data_visualization',
  title: 'Days',
  chart: {
    type: 'line',
    series: [{ name: 'P50', data: points.map((label) => ({ label, value: 1 })) }],
    axis_config: { categories: labels },
  },
});
const labels = (count: number) => Array.from({ length: count }, (_, index) => `day ${index}`);

const ACCEPTED: [string, object[]][] = [
  ['a whole forecast', resultBlocks('F1')],
  ['a plan in progress', progressBlocks()],
  ['as many blocks as fit', Array(SLACK_LIMITS.message.blocks).fill({ type: 'divider' })],
  ['a section as long as it may be', [section('a'.repeat(3_000))]],
  ['a chart of 20 categories', [chart(labels(20))]],
  ['rich text', [richText([{ type: 'text', text: 'hi', style: { bold: true } }])]],
  ['the same action id in two blocks', [actions(button('go')), actions(button('go'))]],
];

const REFUSED: [string, object[], RegExp][] = [
  [
    'one block too many',
    Array(51).fill({ type: 'divider' }),
    /no more than 50 items allowed \[json-pointer:\/blocks\]/,
  ],
  [
    'a section too long',
    [section('a'.repeat(3_001))],
    /must be less than 3001 characters \[json-pointer:\/blocks\/0\/text\/text\]/,
  ],
  ['an empty text', [section('')], /must be more than 0 characters/],
  ['a section without text', [{ type: 'section' }], /must have text or fields/],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], /blocks\/0\/text\/type/],
  ['a header too long', [{ type: 'header', text: plain('a'.repeat(151)) }], /less than 151/],
  [
    'an unknown type',
    [{ type: 'sparkline' }],
    /unsupported type \[json-pointer:\/blocks\/0\/type\]/,
  ],
  [
    'an unknown property',
    [{ type: 'divider', color: 'red' }],
    /invalid additional property: color/,
  ],
  ['a missing field', [{ type: 'markdown' }], /missing required field \[.*\/blocks\/0\/text\]/],
  [
    'a block id twice',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    /block_id already exists: a/,
  ],
  [
    'an action id twice in a block',
    [actions(button('go'), button('go'))],
    /action_id already exists: go/,
  ],
  ['a label too long', [actions(button('a', { text: plain('a'.repeat(76)) }))], /less than 76/],
  ['a value too long', [actions(button('a', { value: 'a'.repeat(2_001) }))], /less than 2001/],
  ['a made-up style', [actions(button('a', { style: 'warning' }))], /elements\/0\/style/],
  ['too many actions', [actions(...labels(26).map((id) => button(id)))], /no more than 25 items/],
  ['an image from nowhere', [{ type: 'image', alt_text: 'x' }], /image_url or slack_file/],
  [
    'an image without words',
    [{ type: 'image', slack_file: { id: 'F1' } }],
    /missing required field \[json-pointer:\/blocks\/0\/alt_text\]/,
  ],
  ['a chart of 21 categories', [chart(labels(21))], /no more than 20 items/],
  ['a chart label too long', [chart(['a'.repeat(21)])], /less than 21 characters/],
  ['points that match no category', [chart(['a', 'b'], ['a'])], /one point for each category/],
  ['three charts', [chart(['a']), chart(['b']), chart(['c'])], /no more than 2 data_vis/],
  [
    'a table too wide',
    [{ type: 'table', rows: [labels(21).map(cell)] }],
    /no more than 20 items allowed/,
  ],
  [
    'a table too long',
    [{ type: 'table', rows: Array(101).fill([cell('x')]) }],
    /no more than 100 items allowed/,
  ],
  [
    'a table with too much in it',
    [{ type: 'data_table', caption: 'x', rows: [[cell('a'.repeat(10_001))]] }],
    /no more than 10000 characters in all/,
  ],
  [
    'a ragged table',
    [{ type: 'data_table', caption: 'x', rows: [[cell('a'), cell('b')], [cell('c')]] }],
    /as many cells in each row/,
  ],
  [
    'a task in an unknown state',
    [{ type: 'task_card', task_id: 'a', title: 'a', status: 'done' }],
    /blocks\/0\/status/,
  ],
  ['an alert in a message', [{ type: 'alert', text: plain('x') }], /alert is not allowed/],
];

function richText(elements: object[]) {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

describe('blocks of a message', () => {
  for (const [name, blocks] of ACCEPTED) {
    test(`${name}: accepted`, () => assert.deepEqual(checkBlocks(blocks, 'message'), []));
  }
  for (const [name, blocks, problem] of REFUSED) {
    test(`${name}: refused`, () =>
      assert.match(checkBlocks(blocks, 'message').join('\n'), problem));
  }
  test('all problems are told at once', () => {
    const problems = checkBlocks([section(''), { type: 'nonsense' }], 'message');
    assert.equal(problems.length, 2);
  });
  test('no list at all: refused', () => {
    assert.match(checkBlocks('[]', 'message').join(), /must provide an array/);
  });
});

describe('a modal', () => {
  const problems = (changes: object) =>
    checkView({ ...EDIT_MODAL, ...changes }, 'modal').join('\n');

  test('with every input: accepted', () => assert.equal(problems({}), ''));
  test('a title too long: refused', () => {
    assert.match(problems({ title: plain('a'.repeat(25)) }), /less than 25.*view\/title\/text/);
  });
  test('inputs that cannot be sent: refused', () => {
    const { submit: _none, ...view } = EDIT_MODAL;
    assert.match(checkView(view, 'modal').join(), /missing required field.*view\/submit/);
  });
  test('a table: refused', () => {
    assert.match(
      problems({ blocks: [{ type: 'table', rows: [[cell('x')]] }] }),
      /not allowed in a view/,
    );
  });
  test('as a Home tab: refused', () => {
    assert.match(checkView(EDIT_MODAL, 'home').join(), /must be of type home/);
  });
  test('private metadata too long: refused', () => {
    assert.match(problems({ private_metadata: 'a'.repeat(3_001) }), /private_metadata/);
  });
});
