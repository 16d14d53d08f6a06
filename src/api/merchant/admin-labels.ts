import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelMerchant(strapi);
  labelMerchantRecords(strapi);
}

function labelMerchant(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::merchant.merchant', {
    fields: {
      name: '商户名称',
      logo: '商户标志',
      introduction: '商户介绍',
      contactName: { label: '联系人', help: '只在后台显示。' },
      contactPhoneCipher: '联系电话密文',
      contactPhoneMasked: { label: '联系电话', help: '只显示部分数字，完整号码加密保存。', isEditable: false },
      licenseNumber: '营业执照号',
      licenseImage: { label: '营业执照照片', help: '只在后台显示。' },
      address: '地址',
      latitude: { label: '纬度', help: '例如 31.230416。' },
      longitude: { label: '经度', help: '例如 121.473701。' },
      businessHours: { label: '营业时间', placeholder: '每天 09:00–21:00' },
      state: {
        label: '状态',
        help: '只有“营业中”的商户能收款，也只有它们会显示给顾客。用右侧的按钮审核、暂停或恢复。',
        isEditable: false,
        choices: {
          pending: ['待审核', 'warning'],
          active: ['营业中', 'success'],
          rejected: ['已驳回', 'danger'],
          suspended: ['已暂停', 'neutral'],
        },
      },
      stateReason: { label: '驳回或暂停原因', help: '商户能看到这段文字。', isEditable: false },
      applicant: { label: '申请人', help: '审核通过后成为店主。', isEditable: false },
      commissionBps: { label: '平台佣金（万分比）', help: '100 = 1%，60 = 0.6%；0 表示不收佣金。' },
      sharesProfit: {
        label: '微信分账',
        help: '打开后，顾客付款会先冻结，订单完成后自动把货款分给接收方，余下的佣金归店铺。',
      },
      receiverType: {
        label: '接收方类型',
        help: '分给个人的钱不能退回，退款时由店铺先垫付。',
        choices: { MERCHANT_ID: '微信支付商户号', PERSONAL_OPENID: '个人' },
      },
      receiverAccount: { label: '接收方账号', help: '商户号，或者个人在本小程序的 OpenID。' },
      receiverName: { label: '接收方名称', help: '商户号请填营业执照上的全称，个人可以不填。' },
      receiverState: {
        label: '接收方登记',
        isEditable: false,
        choices: { none: ['未登记', 'neutral'], added: ['已登记', 'success'], failed: ['登记失败', 'danger'] },
      },
      receiverError: { label: '登记失败原因', isEditable: false },
      receiverKey: '接收方校验值',
      receiverDueAt: '下次登记时间',
      takenUntil: { label: '结算已查到', help: '此前有变动的订单，收款和退款都已记入结算单。', isEditable: false },
    },
    list: ['name', 'logo', 'state', 'contactName', 'contactPhoneMasked', 'commissionBps', 'createdAt'],
    form: [
      ['name', 'state'],
      ['stateReason', 'commissionBps'],
      ['applicant'],
      ['sharesProfit', 'receiverType'],
      ['receiverAccount', 'receiverName'],
      ['receiverState', 'receiverError'],
      ['logo', 'licenseImage'],
      ['licenseNumber', 'businessHours'],
      ['contactName', 'contactPhoneMasked'],
      ['address'],
      ['latitude', 'longitude'],
      ['introduction'],
    ],
  });
}

function labelMerchantRecords(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::merchant.merchant-staff', {
    fields: {
      merchant: '商户',
      user: '用户',
      role: {
        label: '角色',
        choices: {
          owner: ['店主', 'success'],
          manager: ['店长', 'info'],
          cashier: ['收银员', 'neutral'],
          courier: ['配送员', 'neutral'],
        },
      },
      enabled: '启用',
    },
    list: ['merchant', 'user', 'role', 'enabled', 'createdAt'],
    mainField: 'id',
    form: [
      ['merchant', 'user'],
      ['role', 'enabled'],
    ],
  });
  labelContentType(strapi, 'api::merchant.merchant-operator', {
    fields: {
      merchant: '商户',
      email: { label: '后台账号', help: '这个账号在“仅本商户数据”的权限下能看到这家商户。' },
      adminId: '后台账号编号',
    },
    list: ['merchant', 'email', 'createdAt'],
    mainField: 'email',
    form: [['merchant', 'email']],
  });
  labelContentType(strapi, 'api::merchant.payment-code', {
    fields: {
      merchant: '商户',
      title: { label: '名称', help: '例如“3 号桌”“收银台”。' },
      fixedAmount: { label: '固定金额', help: '空白表示由顾客输入金额。' },
      enabled: { label: '启用', help: '停用后扫码会提示收款码已失效。' },
      code: { label: '收款码编号', help: '印在二维码里的随机编号。' },
    },
    list: ['title', 'merchant', 'fixedAmount', 'enabled', 'code', 'createdAt'],
    form: [['title', 'merchant'], ['fixedAmount', 'enabled'], ['code']],
  });
}
