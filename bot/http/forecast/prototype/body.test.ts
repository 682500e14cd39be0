import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { addDays, daysBetween } from '../../../../data/calendar.ts';
import { planHash, planSchema } from '../../../../data/plan.ts';
import { HttpProblem } from '../../problem.ts';
import {
  type GeoTarget,
  type PrototypeBody,
  prototypeBodySchema,
} from '../../schemas/plan-body.ts';
import { planOfPrototype } from './body.ts';

const TODAY = '2026-11-22';

const targets = (...included: GeoTarget[]): PrototypeBody => ({ geo_target: { included } });
const targetingOf = (body: PrototypeBody) => planOfPrototype(body, TODAY).plan.targeting;

/** What is wrong with the body, each by where it is. */
function problemsOf(body: PrototypeBody): string[] {
  try {
    planOfPrototype(body, TODAY);
    return [];
  } catch (error) {
    assert.ok(error instanceof HttpProblem && Array.isArray(error.members.errors));
    return error.members.errors.map(({ pointer }) => pointer);
  }
}

test('all parts of a body become one plan', () => {
  const body: PrototypeBody = {
    geo_target: {
      included: [
        { target_type: 'city', target_id: 7, name: ' Mumbai ', age: '25-34', country_code: 'IND' },
        { target_type: 'state', name: 'Maharashtra', age: '35-44', country_code: 'in' },
        { target_type: 'country', name: 'Germany' },
      ],
    },
    device_type: { included: [4, 5, 4] },
    inventory_url: { included: ['https://www.Example.com/news?x=1', 'm.example.org'] },
  };
  const { plan, assumptions } = planOfPrototype(body, TODAY);
  assert.deepEqual(plan, {
    targeting: {
      age: { min: 25, max: 44 },
      deviceType: { include: ['phone', 'tablet'] },
      geo: { include: ['DE', 'IN-MH', 'IN/Mumbai'] },
      site: { include: ['example.com', 'm.example.org'] },
    },
    flight: { start: '2026-11-23', end: '2026-12-06' },
  });
  assert.deepEqual(assumptions, [
    'The flight is the next 14 days, 2026-11-23 to 2026-12-06.',
    'Ages 25-34, 35-44 are taken as one range, 25-44, everywhere.',
    'Places are found by their names; target_id is not read.',
    'Of an inventory_url, only the site counts.',
  ]);
});

describe('a place without its kind', () => {
  const PLACES: [GeoTarget, string][] = [
    [{ country_code: 'US' }, 'US'],
    [{ name: 'India' }, 'IN'],
    [{ name: 'IND', country_code: 'IN' }, 'IN'],
    [{ name: 'Maharashtra', country_code: 'IN' }, 'IN-MH'],
    [{ name: 'Pune', country_code: 'IND' }, 'IN/Pune'],
    [{ name: 'Georgia', country_code: 'US' }, 'US-GA'],
    [{ name: 'Georgia' }, 'GE'],
    [{ name: 'US-CA' }, 'US-CA'],
  ];
  for (const [target, place] of PLACES) {
    test(`${JSON.stringify(target)} is ${place}`, () => {
      assert.deepEqual(targetingOf(targets(target)).geo, { include: [place] });
    });
  }

  test('is told where it may be another', () => {
    const { assumptions } = planOfPrototype(targets({ name: 'Delhi', country_code: 'IN' }), TODAY);
    assert.match(assumptions.join(), /"Delhi" is taken as the region IN-DL/);
  });
});

test('a name is the same place in any Unicode form', () => {
  const named = (name: string) =>
    targetingOf(
      prototypeBodySchema.parse(targets({ target_type: 'city', name, country_code: 'CO' })),
    );
  assert.deepEqual(named('Bogota\u0301').geo, { include: ['CO/Bogotá'] });
  const growing = targets({ name: '\uFB2C'.repeat(100), country_code: 'IN' });
  assert.ok(!prototypeBodySchema.safeParse(growing).success, 'three characters each, normalized');
});

test('every problem is listed, by where it is', () => {
  const body: PrototypeBody = {
    geo_target: {
      included: [
        { name: 'Pune' },
        { name: 'Pune', country_code: 'XX' },
        { target_type: 'region', name: 'Pune', country_code: 'IN' },
        { target_type: 'country', name: 'Atlantis' },
        { target_type: 'country', name: 'India', country_code: 'DE' },
        { country_code: 'IN', age: '34-25' },
        { country_code: 'IN', age: 121 },
      ],
    },
    device_type: { included: [0, 4, 9] },
    inventory_url: { included: ['ftp://example.com', 'localhost', ''] },
  };
  const target = (index: number, key: string) => `#/geo_target/included/${index}/${key}`;
  assert.deepEqual(problemsOf(body), [
    target(5, 'age'),
    target(6, 'age'),
    '#/device_type/included/0',
    '#/device_type/included/2',
    target(0, 'country_code'),
    target(1, 'country_code'),
    target(2, 'name'),
    target(3, 'name'),
    target(4, 'country_code'),
    '#/inventory_url/included/0',
    '#/inventory_url/included/1',
    '#/inventory_url/included/2',
  ]);
});

test('ages are a span, an open end, or one year', () => {
  const ageOf = (age: string | number) => targetingOf(targets({ age })).age;
  assert.deepEqual(ageOf('25 – 34'), { min: 25, max: 34 });
  assert.deepEqual(ageOf('65+'), { min: 65 });
  assert.deepEqual(ageOf(40), { min: 40, max: 40 });
  assert.equal(ageOf(''), undefined);
});

describe('any body', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'IN',
      'IND',
      'Delhi',
      'Bogota\u0301',
      '\uFB2C'.repeat(80),
      'city',
      'region',
      'country',
      '18-24',
      '65+',
      'us-ca',
    ),
  );
  const number = fc.integer({ min: -5, max: 200 });
  const target = fc.record(
    {
      target_type: text,
      target_id: fc.oneof(text, number),
      name: text,
      age: fc.oneof(text, number),
      country_code: text,
    },
    { requiredKeys: [] },
  );
  const site = fc.oneof(fc.webUrl(), fc.domain(), text);
  const listOf = <T>(item: fc.Arbitrary<T>) =>
    fc.record({ included: fc.array(item, { maxLength: 4 }) });
  const body = fc
    .record(
      {
        geo_target: listOf(target),
        device_type: listOf(fc.integer({ min: 0, max: 9 })),
        inventory_url: listOf(site),
      },
      { requiredKeys: [] },
    )
    .map((value) => prototypeBodySchema.safeParse(value).data)
    .filter((value) => value !== undefined);

  test('is a valid plan of the next 14 days, or problems within it', () => {
    fc.assert(
      fc.property(body, (given) => {
        const problems = problemsOf(given);
        for (const pointer of problems) assert.notEqual(at(given, pointer), NOWHERE, pointer);
        if (problems.length > 0) return;
        const { plan } = planOfPrototype(given, TODAY);
        assert.deepEqual(planSchema.parse(plan), plan);
        assert.equal(plan.flight.start, addDays(TODAY, 1));
        assert.equal(daysBetween(plan.flight.start, plan.flight.end), 13);
      }),
    );
  });

  test('means the same in any order', () => {
    fc.assert(
      fc.property(body, (given) => {
        if (problemsOf(given).length > 0) return;
        const turned = Object.fromEntries(
          Object.entries(given).map(([key, part]) => [
            key,
            { included: [...(part?.included ?? [])].reverse() },
          ]),
        );
        const { plan } = planOfPrototype(prototypeBodySchema.parse(turned), TODAY);
        assert.equal(planHash(plan), planHash(planOfPrototype(given, TODAY).plan));
      }),
    );
  });
});

const NOWHERE = Symbol('nowhere');

/** The target, device or site that a pointer leads to; a key of a target may be missing in it. */
function at(body: PrototypeBody, pointer: string): unknown {
  const [, part, included, index] = pointer.split('/');
  assert.equal(included, 'included');
  const lists = new Map<string, readonly unknown[] | undefined>(
    Object.entries(body).map(([key, list]) => [key, list?.included]),
  );
  const items = lists.get(part ?? '') ?? [];
  return Number(index) < items.length ? items[Number(index)] : NOWHERE;
}
