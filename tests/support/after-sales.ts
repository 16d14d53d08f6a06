import { signInToPanel } from './admin-client';
import { application } from './api';
import { as, database, type SignedIn } from './members';
import { makeSku, placeOrder, startPayment, payInWechat } from './shopping';
import type { MadeSku } from './catalog';
import { runService } from './run-service';

export interface AfterSale {
  afterSaleNo: string;
  status: string;
  amount: number;
  freightAmount: number;
  items: { skuId: string; quantity: number; amount: number }[];
  refund: { status: string; amount: number } | null;
}

type Answer = Awaited<ReturnType<ReturnType<ReturnType<typeof as>['post']>['send']>>;

/** Asks for money back over HTTP. */
export function askForMoney(member: SignedIn, orderNo: string, body: Record<string, unknown>): Promise<Answer> {
  return as(member)
    .post(`/orders/${orderNo}/after-sales`)
    .send({ type: 'refund_only', reason: '不想要了', ...body })
    .then((answer) => answer);
}

/** Opens a case that must not be refused. */
export async function openCase(member: SignedIn, orderNo: string, body: Record<string, unknown>): Promise<AfterSale> {
  const answer = await askForMoney(member, orderNo, body);
  if (answer.status !== 201) throw new Error(`no case: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { data: AfterSale }).data;
}

export async function caseOf(member: SignedIn, afterSaleNo: string): Promise<AfterSale> {
  return ((await as(member).get(`/after-sales/${afterSaleNo}`)).body as { data: AfterSale }).data;
}

/** Decides a case in the panel, as staff do. */
export async function decideCase(afterSaleNo: string, verdict: 'approve' | 'reject' | 'receive'): Promise<void> {
  const admin = await signInToPanel();
  const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first('document_id')) as {
    document_id: string;
  };
  const answer = await admin.call('post', `/shop/after-sales/${row.document_id}/${verdict}`, {});
  if (answer.status !== 200) throw new Error(`not decided: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Lets refunds be sent and settled at WeChat, as the jobs of a few hours would. */
export async function settleRefunds(rounds = 4): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await runService('api::payment.send-refunds');
    application().clock.advance({ minutes: 2 });
  }
  await application().wechat.control.deliveriesSettled();
}

/** A paid order of virtual goods: completed at once, so that the buyer holds every unit. */
export async function buyVirtual(
  member: SignedIn,
  { price = 1_000, quantity = 1, stock = 10 } = {},
): Promise<{ orderNo: string; sku: MadeSku }> {
  const sku = await makeSku({ price, stock, product: { kind: 'virtual' } });
  const orderNo = await placeOrder(member, {
    items: [{ skuId: sku.documentId, quantity }],
    delivery: { mode: 'none' },
  });
  await payInWechat(member, await startPayment(member, orderNo));
  return { orderNo, sku };
}

/** The refunds of an order, oldest first. */
export const refundsOf = (orderNo: string) =>
  database()('refunds').where({ order_no: orderNo }).orderBy('id') as unknown as Promise<
    {
      id: number;
      document_id: string;
      out_refund_no: string;
      amount: number;
      state: string;
      sequence: number;
      last_error_code: string | null;
      finished_by: string | null;
      finish_note: string | null;
    }[]
  >;

export const refundsAtWechat = (orderRefunds: { out_refund_no: string }[]) => {
  const numbers = orderRefunds.map((refund) => refund.out_refund_no);
  return application()
    .wechat.control.listRefunds()
    .filter(({ outRefundNo }) => numbers.includes(outRefundNo));
};

/** Changes settings of the shop for a test; `restore` puts the old ones back. */
export async function changeSettings(data: Record<string, unknown>): Promise<{ restore(): Promise<void> }> {
  const { strapi } = application();
  const documents = strapi.documents('api::operations.setting');
  const known = (await documents.findFirst()) as Record<string, unknown> | null;
  const write = async (values: Record<string, unknown>) => {
    const current = await documents.findFirst();
    if (current) await documents.update({ documentId: current.documentId, data: values as never });
    else await documents.create({ data: values as never });
  };
  await write(data);
  const old = Object.fromEntries(
    Object.keys(data).map((key) => [key, known?.[key] ?? defaultOf(strapi.contentTypes, key)]),
  );
  return { restore: () => write(old) };
}

function defaultOf(contentTypes: unknown, key: string): unknown {
  const types = contentTypes as Record<string, { attributes: Record<string, { default?: unknown }> }>;
  return types['api::operations.setting']?.attributes[key]?.default;
}
