import { beijingClock, beijingDay } from '../beijing-time';
import type { FundMovement } from '../state';
import type { SimulatorWorld } from '../world';
import { alterationsOf, alteredLine, strangeEntries, type StrangeEntry } from './bill-alterations';
import { type BillSheet, cellText, yuan } from './bill-file';

const TITLES = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额(元)',
  '账户结余(元)',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
];
const SUMMARY_TITLES = ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'];

const cellsOf = (movement: FundMovement): string[] => [
  beijingClock(movement.at),
  movement.businessNo,
  movement.flowNo,
  movement.name,
  movement.type,
  movement.direction === 'in' ? '收入' : '支出',
  yuan(movement.amountFen),
  yuan(movement.balanceFen),
  'system',
  cellText(movement.note),
  movement.voucherNo,
];

/** Fees bear the number of their payment, but it is the payment that an alteration means. */
const isFee = (movement: FundMovement): boolean => movement.type.endsWith('手续费');

const ACCESS = {
  number: (movement: FundMovement) => movement.voucherNo,
  withAmount: (movement: FundMovement, amountFen: number) => (isFee(movement) ? movement : { ...movement, amountFen }),
  withStatus: (movement: FundMovement) => movement,
};

function strangeMovement(entry: StrangeEntry): FundMovement {
  const name = entry.kind === 'payment' ? '交易' : '退款';
  return {
    at: entry.at,
    flowNo: `9${entry.transactionId.slice(1)}`,
    businessNo: entry.transactionId,
    name,
    type: name,
    direction: entry.kind === 'payment' ? 'in' : 'out',
    amountFen: entry.amountFen,
    balanceFen: 0,
    note: '',
    voucherNo: entry.kind === 'payment' ? entry.outTradeNo : entry.outRefundNo,
  };
}

/** The statement of the merchant's basic account, or null when nothing moved (wechat.md A11). */
export function fundFlowBill(world: SimulatorWorld, day: string): (() => BillSheet) | null {
  const alterations = alterationsOf(world.state.billAlterations, day, 'fund-flow');
  const ofDay = world.state.fundFlow.filter(({ at }) => beijingDay(at) === day);
  const own = ofDay.flatMap((movement) => alteredLine(movement, alterations, ACCESS) ?? []);
  if (own.length === 0 && strangeEntries(alterations, day).next().done) return null;
  return () => {
    const income = { count: 0, fen: 0 };
    const expense = { count: 0, fen: 0 };
    const cells = (movement: FundMovement): string[] => {
      const sum = movement.direction === 'in' ? income : expense;
      sum.count += 1;
      sum.fen += movement.amountFen;
      return cellsOf(movement);
    };
    return {
      titles: TITLES,
      *lines() {
        for (const movement of own) yield cells(movement);
        for (const entry of strangeEntries(alterations, day)) yield cells(strangeMovement(entry));
      },
      summaryTitles: SUMMARY_TITLES,
      summary: () => [
        `${String(income.count + expense.count)}.0`,
        `${String(income.count)}.0`,
        yuan(income.fen),
        `${String(expense.count)}.0`,
        yuan(expense.fen),
      ],
    };
  };
}
