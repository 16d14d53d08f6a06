const LOTS_A_USER = 5;
const stamps = 'now(), now(), now()';
/** The points of a user's n-th lot, and of all lots up to it; the last one has not ended. */
const points = '(9 + n)';
const running = '(9 * n + n * (n + 1) / 2)';

/** What every seeded user has had, has left when all is done, and has lost. */
export const SEEDED = { total: 60, left: 14, lost: 46, endedLots: LOTS_A_USER - 1 };

/** Users with four ended lots and one that lives, each lot with its entry in the ledger and all of it in the account. */
export async function seedLots(client, { tag, users }) {
  const id = (prefix, ...from) =>
    `'${prefix}${tag}' || ${from.map((part) => `lpad(${part}::text, 9, '0')`).join(' || ')}`;
  await client.query(
    `insert into up_users (document_id, created_at, updated_at, published_at, username, provider, confirmed, blocked, openid, nickname)
     select ${id('bu', 'i')}, ${stamps}, ${id('bu', 'i')}, 'wechat', true, false, ${id('bu', 'i')}, '${tag}' from generate_series(1, $1::int) i`,
    [users],
  );
  await client.query(
    `insert into points_accounts (document_id, created_at, updated_at, published_at, user_id, available, frozen, total, used, expired, debt, version, state)
     select ${id('ba', 'id')}, ${stamps}, id, ${SEEDED.total}, 0, ${SEEDED.total}, 0, 0, 0, 0, 'active' from up_users where nickname = '${tag}'`,
  );
  const eachLot = `from up_users u, generate_series(1, ${LOTS_A_USER}) n where u.nickname = '${tag}' order by u.id, n`;
  await client.query(
    `insert into points_lots (document_id, created_at, updated_at, published_at, user_id, points, remaining, expires_at, source, award_key)
     select ${id('bl', 'u.id', 'n')}, ${stamps}, u.id, ${points}, ${points},
       case when n < ${LOTS_A_USER} then date_trunc('day', now()) else now() + interval '30 days' end, 'payment', ${id('bl', 'u.id', 'n')} ${eachLot}`,
  );
  await client.query(
    `insert into points_records (document_id, created_at, updated_at, published_at, user_id, change, balance_after, type, source, idempotency_key)
     select ${id('br', 'u.id', 'n')}, ${stamps}, u.id, ${points}, ${running}, 'award', 'payment', ${id('br', 'u.id', 'n')} ${eachLot}`,
  );
  await client.query('vacuum analyze');
}

/** What the database says of the seeded users when all is done. */
export async function tellLots(client, { tag }) {
  const { rows } = await client.query(
    `select count(*)::int as users, sum(a.available)::bigint as available, sum(a.expired)::bigint as expired,
       (select count(*)::int from points_records r join up_users v on v.id = r.user_id where r.type = 'expire' and v.nickname = '${tag}') as entries,
       (select count(distinct r.lot_id)::int from points_records r join up_users v on v.id = r.user_id
         where r.type = 'expire' and v.nickname = '${tag}') as lots
     from points_accounts a join up_users u on u.id = a.user_id where u.nickname = '${tag}'`,
  );
  const { available, expired, ...counts } = rows[0];
  return { ...counts, available: Number(available), expired: Number(expired) };
}
