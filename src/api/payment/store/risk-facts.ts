import { fen, type Fen } from '../../../domain/shared/fen';
import type { RiskNeed } from '../../../domain/risk/metrics';
import type { Queries } from '../../../platform/database/queries';
import { type StoredInstant, toDateOrNull, toInteger } from '../../../platform/database/rows';

/** Who is placing or paying, from where. */
export interface RiskSubject {
  userId: number;
  /** IPv4 address or IPv6 network. */
  network: string;
  ipHash: string;
  device: string | null;
  orderNo: string | null;
}

export interface StoredRiskFacts {
  amount: Fen | null;
  registeredAt: Date | null;
  isListed: boolean;
  /** When the user was last seen on this network. */
  networkSeenAt: Date | null;
  hasKnownNetworks: boolean;
  /** Window in seconds → payments that came to nothing. */
  failedPayments: ReadonlyMap<number, number>;
}

export interface RiskQuestion {
  needs: ReadonlySet<RiskNeed>;
  subject: RiskSubject;
  /** Windows of the rules about failed payments. */
  failureWindows: readonly number[];
  at: Date;
}

/**
 * Everything the rules ask of the database in one statement, each part of it a look into one index. It runs before every order,
 * and text that lies ready takes a fraction of the time in which a query builder puts these subqueries together.
 */
export async function readRiskFacts(db: Queries, question: RiskQuestion): Promise<StoredRiskFacts> {
  const { failureWindows, subject, at } = question;
  const parts = partsFor(question);
  const since = failureWindows.map((seconds) => [`since${seconds}`, new Date(at.getTime() - seconds * 1000)]);
  const bindings = {
    userId: subject.userId,
    network: subject.network,
    ipHash: subject.ipHash,
    device: subject.device ?? '',
    orderNo: subject.orderNo ?? '',
    at,
    ...(Object.fromEntries(since) as Record<string, Date>),
  };
  const rows = parts.length === 0 ? [] : await db.select<Record<string, unknown>[]>(db.raw(parts.join(', '), bindings));
  const row = rows[0] ?? {};
  return {
    amount: typeof row.amount === 'number' ? fen(row.amount) : null,
    registeredAt: toDateOrNull(row.registered_at as StoredInstant | undefined),
    isListed: toInteger(row.listed) > 0,
    networkSeenAt: toDateOrNull(row.network_seen_at as StoredInstant | undefined),
    hasKnownNetworks: row.any_network !== null && row.any_network !== undefined,
    failedPayments: new Map(failureWindows.map((seconds) => [seconds, toInteger(row[`failed_${seconds}`])])),
  };
}

const PARTS: Partial<Record<RiskNeed, string>> = {
  amount: '(select pay_amount from orders where order_no = :orderNo and user_id = :userId) as amount',
  accountAge: '(select created_at from up_users where id = :userId) as registered_at',
  network: `(select last_seen_at from familiar_ips where user_id = :userId and ip_hash = :ipHash) as network_seen_at,
    (select id from familiar_ips where user_id = :userId limit 1) as any_network`,
  list: `(select count(*) from risk_list_entries where (
      (kind = 'user' and value = (select document_id from up_users where id = :userId))
      or (kind = 'openid' and value = (select openid from up_users where id = :userId))
      or (kind = 'ip' and value = :network) or (kind = 'device' and value = :device)
    ) and (expires_at is null or expires_at > :at)) as listed`,
};

/** Closed payments too: WeChat does not tell of a card that was declined, it only never tells of a payment. */
const failures = (seconds: number): string =>
  `(select count(*) from payments where payer_openid = (select openid from up_users where id = :userId)
    and state in ('failed', 'closed') and updated_at > :since${seconds}) as failed_${seconds}`;

function partsFor({ needs, failureWindows }: RiskQuestion): string[] {
  return [...[...needs].flatMap((need) => PARTS[need] ?? []), ...failureWindows.map(failures)];
}
