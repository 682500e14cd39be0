import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { type Day, dayRange } from '../../calendar.ts';
import { queryRows } from '../../clickhouse/run.ts';
import { UNKNOWN } from '../../dimensions.ts';
import { prepareBatch } from '../../generate/batch-parameters.ts';
import { openMarket } from '../../generate/market.ts';
import type { Profile } from '../../generate/profile.ts';
import { REQUESTS_OF_DAYS } from '../../generate/request-query.ts';

const SEED = 7;
const DAYS = { first: '2026-11-19', last: '2026-11-20' };
const ROWS_PER_DAY = 100;
const USERS_PER_DAILY_REQUEST = 0.6;

const HEADER =
  'timestamp,ip,user_id,geo_country,geo_region,geo_city,device_type,os,browser,domain,url,ad_position,ad_size';

const text = z.string();
const row = z.object({
  ...{ made_hour: z.number(), made_country: text, made_region: text, made_city: text },
  ...{ made_deviceType: text, made_os: text, made_browser: text, made_site: text },
  ...{ made_position: text, made_size: text, user: text },
});
type Row = z.infer<typeof row>;

/**
 * The sample file: two generated days in the layout that `ducky import` knows without a map.
 * IPs are of the range reserved for documentation (RFC 5737). To renew `prototype.csv` after a
 * change of the generator, write this there.
 */
export async function prototypeSample(client: ClickHouseClient, profile: Profile): Promise<string> {
  const small = { ...profile, usersPerDailyRequest: USERS_PER_DAILY_REQUEST };
  const market = openMarket({ seed: SEED, profile: small, rowsPerDay: ROWS_PER_DAY });
  const lines = [HEADER];
  for (const date of dayRange(DAYS.first, DAYS.last)) {
    const batch = [{ day: date, rows: ROWS_PER_DAY }];
    const params = await prepareBatch(client, { market, batch });
    const rows = await queryRows(client, {
      query: `SELECT *, lower(hex(made_user)) AS user FROM (${REQUESTS_OF_DAYS}) ORDER BY made_hour, user, made_size`,
      params,
      row,
    });
    lines.push(...rows.map((request, index) => sampleLine(date, request, index)));
  }
  return `${lines.join('\n')}\n`;
}

function sampleLine(date: Day, request: Row, index: number): string {
  const time = [request.made_hour, (index * 7) % 60, (index * 13) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  const domain = known(request.made_site);
  return [
    ...[`${date}T${time}Z`, `203.0.113.${index % 256}`, request.user],
    ...[request.made_country, request.made_region, request.made_city],
    ...[request.made_deviceType, request.made_os, request.made_browser].map(known),
    ...[domain, domain && `https://${domain}/articles/${index}`],
    ...[request.made_position, request.made_size].map(known),
  ].join(',');
}

function known(value: string): string {
  return value === UNKNOWN ? '' : value;
}
