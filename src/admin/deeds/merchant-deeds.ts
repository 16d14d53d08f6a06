import { ShowPhoneForm } from '../merchant/show-phone-form';
import type { Deed, DeedField, RecordDocument } from './deed';

const merchant = 'api::merchant.merchant';
const pathOf = (event: string) => (documentId: string) => `/shop/merchants/${documentId}/${event}`;

const isLetIn = ({ state }: RecordDocument): boolean => state === 'active' || state === 'suspended';

const reason = (hint: string): DeedField => ({
  name: 'reason',
  label: '原因',
  hint,
  type: 'longText',
  isRequired: true,
  maxLength: 200,
});

/** What operations decide about merchants. */
export const merchantDeeds: Deed[] = [
  {
    model: merchant,
    permission: 'merchant.approve',
    label: '通过申请',
    variant: 'success',
    path: pathOf('approve'),
    isOffered: ({ state }) => state === 'pending',
    explain: () => '商户立即开始营业，申请人成为店主并收到通知。请先核对营业执照，并填好佣金。',
    fields: [],
    done: '已通过，商户开始营业',
  },
  {
    model: merchant,
    permission: 'merchant.reject',
    label: '驳回申请',
    variant: 'danger',
    path: pathOf('reject'),
    isOffered: ({ state }) => state === 'pending',
    explain: () => '申请人会收到原因，可以修改后重新申请。',
    fields: [reason('申请人能看到这段文字，例如：营业执照照片不清晰')],
    done: '已驳回',
  },
  {
    model: merchant,
    permission: 'merchant.suspend',
    label: '暂停商户',
    variant: 'danger',
    path: pathOf('suspend'),
    isOffered: ({ state }) => state === 'active',
    explain: () => '收款码和商品立即停用，员工不能再进入商户端；已付款的订单由平台处理。',
    fields: [reason('店主能看到这段文字')],
    done: '已暂停',
  },
  {
    model: merchant,
    permission: 'merchant.resume',
    label: '恢复商户',
    variant: 'success',
    path: pathOf('resume'),
    isOffered: ({ state }) => state === 'suspended',
    explain: () => '商户立即恢复营业，店主会收到通知。',
    fields: [],
    done: '已恢复营业',
  },
  {
    model: merchant,
    permission: 'merchant.appoint-owner',
    label: '指定店主',
    variant: 'secondary',
    path: pathOf('appoint-owner'),
    isOffered: isLetIn,
    explain: () => '这位会员立即成为店主，能进入商户端并收到通知；原来的店主和员工不变。',
    fields: [
      {
        name: 'member',
        label: '会员',
        hint: '会员在小程序里绑定的手机号，或者会员的文档编号',
        type: 'text',
        isRequired: true,
        maxLength: 32,
      },
    ],
    done: '已指定店主',
  },
  {
    model: merchant,
    permission: 'merchant.show-phone',
    label: '查看联系电话',
    variant: 'secondary',
    path: pathOf('show-phone'),
    // A role may hide the masked number from those who may see the whole one.
    isOffered: ({ contactPhoneMasked }) => contactPhoneMasked !== null,
    fields: [],
    Form: ShowPhoneForm,
    done: '已显示',
  },
  {
    model: merchant,
    permission: 'merchant.assign-operator',
    label: '授权后台账号',
    variant: 'secondary',
    path: pathOf('assign-operator'),
    isOffered: isLetIn,
    explain: () => '角色权限里选了“仅本商户数据”的账号，只能看到授权给它的商户。',
    fields: [{ name: 'email', label: '后台账号的邮箱', type: 'text', isRequired: true, pattern: /^\S+@\S+$/ }],
    done: '已授权',
  },
  {
    model: 'api::merchant.merchant-operator',
    permission: 'merchant-operator.remove',
    label: '取消授权',
    variant: 'danger',
    path: (documentId) => `/shop/merchant-operators/${documentId}/remove`,
    isOffered: () => true,
    explain: ({ email }) => `${String(email)} 将不能再看到这家商户。`,
    fields: [],
    done: '已取消授权',
  },
];
