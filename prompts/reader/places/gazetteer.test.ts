import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cityValue } from './city-value.ts';
import { gazetteer, placeKey } from './gazetteer.ts';
import { choose } from './resolve.ts';

const NAMES: Record<string, string> = {
  Mumbai: 'IN/Mumbai',
  Bombay: 'IN/Mumbai',
  Pune: 'IN/Pune',
  'New Delhi': 'IN/Delhi',
  Bangalore: 'IN/Bengaluru',
  Madras: 'IN/Chennai',
  Hyderabad: 'IN/Hyderabad',
  Calcutta: 'IN/Kolkata',
  Ahmedabad: 'IN/Ahmedabad',
  NYC: 'US/New York City',
  'Los Angeles': 'US/Los Angeles',
  Chicago: 'US/Chicago',
  Houston: 'US/Houston',
  London: 'GB/London',
  Berlin: 'DE/Berlin',
  München: 'DE/Munich',
  'Sao Paulo': 'BR/São Paulo',
  'Rio de Janeiro': 'BR/Rio de Janeiro',
  Jakarta: 'ID/Jakarta',
  Surabaya: 'ID/Surabaya',
  Maharashtra: 'IN-MH',
  Telangana: 'IN-TG',
  California: 'US-CA',
  Washington: 'US-WA',
  'New York state': 'US-NY',
  Singapore: 'SG',
  Turkey: 'TR',
  UK: 'GB',
};

for (const [name, value] of Object.entries(NAMES)) {
  test(`${name} is ${value}`, () => {
    const meant = choose(gazetteer().byName.get(placeKey(name)) ?? []);
    assert.deepEqual(
      meant.map((place) => place.value),
      [value],
    );
  });
}

test('names that several big places bear stay open', () => {
  for (const name of ['Birmingham', 'Manchester', 'Georgia', 'Springfield', 'Cambridge']) {
    assert.ok(choose(gazetteer().byName.get(placeKey(name)) ?? []).length > 1, name);
  }
});

test('a city is named with its region only where the country has several of the name', () => {
  const city = { name: 'Birmingham', country: 'US', region: 'US-AL' };
  assert.equal(cityValue({ ...city, shared: true }), 'US-AL/Birmingham');
  assert.equal(cityValue(city), 'US/Birmingham');
});

test('every value leads back to its place', () => {
  const { byName, byValue } = gazetteer();
  const lost = [...byName.values()].flat().filter(({ value }) => !byValue.has(value));
  assert.deepEqual(lost, []);
});
