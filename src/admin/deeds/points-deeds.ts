import { AdjustPointsForm } from '../points/adjust-points-form';
import type { Deed, DeedField, Outcome, RecordDocument, Verdict } from './deed';

const account = 'api::points.points-account';
const adjustment = 'api::points.points-adjustment';

const reason: DeedField = { name: 'reason', label: '原因', hint: '会写入审计日志', type: 'text', isRequired: true };
const isPending = ({ state }: RecordDocument): boolean => state === 'pending';

const tellAdjustment = ({ status }: Outcome): Verdict =>
  status === 'pending'
    ? { isGood: true, message: '已提交，等待另一位同事在“积分调整单”里复核' }
    : { isGood: true, message: '积分已调整' };

/** Signed points as staff read them. */
const changeOf = ({ points }: RecordDocument): string =>
  Number(points) > 0 ? `增加 ${String(points)} 积分` : `扣除 ${String(-Number(points))} 积分`;

/** The only ways to change points by hand. */
export const pointsDeeds: Deed[] = [
  {
    model: account,
    permission: 'points-account.adjust',
    label: '调整积分',
    variant: 'default',
    path: (documentId) => `/shop/points-accounts/${documentId}/adjust`,
    isOffered: () => true,
    fields: [],
    isKeyed: true,
    Form: AdjustPointsForm,
    done: tellAdjustment,
  },
  {
    model: account,
    permission: 'points-account.give',
    label: '按规则发放',
    variant: 'secondary',
    path: (documentId) => `/shop/points-accounts/${documentId}/give`,
    isOffered: () => true,
    explain: () => '按“人工发放”场景的积分规则发放，数量和上限由规则决定。',
    fields: [{ ...reason, hint: '顾客会在积分明细里看到' }],
    isKeyed: true,
    done: ({ points }) => ({ isGood: true, message: `已发放 ${String(points)} 积分` }),
  },
  {
    model: account,
    permission: 'points-account.freeze',
    label: '冻结账户',
    variant: 'danger',
    path: (documentId) => `/shop/points-accounts/${documentId}/freeze`,
    isOffered: ({ state }) => state === 'active',
    explain: () => '冻结后不能使用积分，照常获得和退回积分。已经提交的订单不受影响。',
    fields: [reason],
    done: '账户已冻结',
  },
  {
    model: account,
    permission: 'points-account.unfreeze',
    label: '解冻账户',
    variant: 'success',
    path: (documentId) => `/shop/points-accounts/${documentId}/unfreeze`,
    isOffered: ({ state }) => state === 'frozen',
    explain: () => '解冻后可以正常使用积分。',
    fields: [reason],
    done: '账户已解冻',
  },
  {
    model: adjustment,
    permission: 'points-adjustment.approve',
    label: '复核通过',
    variant: 'success',
    path: (documentId) => `/shop/points-adjustments/${documentId}/approve`,
    isOffered: isPending,
    explain: (document) => `通过后立即${changeOf(document)}。自己提交的调整单要由另一位同事复核。`,
    fields: [{ name: 'note', label: '说明', type: 'text', maxLength: 100 }],
    done: '已通过，积分已调整',
  },
  {
    model: adjustment,
    permission: 'points-adjustment.reject',
    label: '驳回',
    variant: 'danger',
    path: (documentId) => `/shop/points-adjustments/${documentId}/reject`,
    isOffered: isPending,
    explain: () => '驳回后积分不变。',
    fields: [{ name: 'note', label: '驳回原因', type: 'text', isRequired: true, maxLength: 100 }],
    done: '已驳回',
  },
  {
    model: adjustment,
    permission: 'points-adjustment.withdraw',
    label: '撤回',
    variant: 'secondary',
    path: (documentId) => `/shop/points-adjustments/${documentId}/withdraw`,
    isOffered: isPending,
    explain: () => '撤回后积分不变。只有提交人可以撤回。',
    fields: [{ name: 'note', label: '说明', type: 'text', maxLength: 100 }],
    done: '已撤回',
  },
];
