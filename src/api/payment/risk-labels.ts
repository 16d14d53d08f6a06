import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import type { FieldLabel } from '../../platform/content/field-label';

const metric: FieldLabel = {
  label: '检查什么',
  choices: {
    payments_per_user: ['同一会员的支付次数', 'info'],
    payments_per_ip: ['同一网络的支付次数', 'info'],
    payments_per_device: ['同一设备的支付次数', 'info'],
    order_amount: ['订单金额', 'info'],
    account_age: ['新注册的会员', 'info'],
    blocked_list: ['黑名单', 'danger'],
    unfamiliar_ip: ['陌生网络', 'warning'],
    failed_payments: ['没有付成的支付次数', 'info'],
  },
};

const action: FieldLabel = {
  label: '处理方式',
  choices: {
    block: ['拦截', 'danger'],
    verify: ['要求验证', 'warning'],
    flag: ['只记录', 'neutral'],
  },
};

const stages: Record<string, [string, 'info' | 'neutral']> = {
  placing: ['下单', 'info'],
  paying: ['支付', 'info'],
};

/** Labels of the risk rules, their list and what they found. */
export function labelRiskTypes(strapi: Core.Strapi): void {
  labelRule(strapi);
  labelEvent(strapi);
  labelListEntry(strapi);
  labelFamiliarIp(strapi);
}

function labelRule(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.risk-rule', {
    fields: {
      name: { label: '规则名称', help: '只给员工看，会写进风控事件；顾客看不到。' },
      metric,
      threshold: {
        label: '阈值',
        help: '次数类：窗口内超过这个次数才命中，填 10 表示第 11 次命中。新注册：注册不满多少小时。其他类不用填。',
      },
      windowSeconds: { label: '时间窗口（秒）', help: '只用于次数类：统计最近多少秒，任意时刻往前数，不按整分钟。' },
      minAmount: {
        label: '最低订单金额',
        help: '应付金额达到这个数才检查；0 表示不限。检查“订单金额”时必须填。金额在支付时才确定，所以填了就只在支付时检查。',
      },
      stage: { label: '检查时机', choices: { both: ['下单和支付', 'neutral'], ...stages } },
      action: { ...action, help: '要求验证：顾客在小程序里重新登录一次即可继续，30 分钟内不再要求。' },
      priority: { label: '优先级', help: '同时命中多条时，先比处理方式（拦截最重），再比优先级，数字大的为准。' },
      enabled: '启用',
      note: { label: '备注', help: '为什么设这条规则。' },
    },
    list: ['name', 'metric', 'threshold', 'windowSeconds', 'action', 'priority', 'enabled'],
    sortBy: 'priority',
    form: [
      ['name', 'metric'],
      ['threshold', 'windowSeconds', 'minAmount'],
      ['stage', 'action'],
      ['priority', 'enabled'],
      ['note'],
    ],
  });
}

function labelEvent(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.risk-event', {
    fields: {
      rule: { label: '规则', showsAs: 'name' },
      ruleName: { label: '规则名称', help: '命中时的名称；规则后来改名或删除，这里不变。' },
      metric,
      action,
      stage: { label: '时机', choices: stages },
      user: '会员',
      ip: { label: '网络地址', help: 'IPv6 只记到网段。' },
      device: { label: '设备编号', help: '小程序自己上报的，可能为空，也可能伪造。' },
      orderNo: '订单号',
      value: { label: '测得的值', help: '次数、小时或金额（分）；名单和陌生网络类恒为 1。' },
      threshold: { label: '当时的阈值', help: '单位与测得的值相同。' },
      state: {
        label: '状态',
        choices: { open: ['待处理', 'warning'], verified: ['已核实', 'success'], dismissed: ['已忽略', 'neutral'] },
      },
      verifiedAt: { label: '顾客验证时间', help: '顾客重新登录验证本人的时间。' },
      settledBy: '处理人',
      settleNote: '处理说明',
      dedupeKey: '去重键',
    },
    list: ['ruleName', 'action', 'stage', 'user', 'ip', 'orderNo', 'value', 'state', 'createdAt'],
    form: [
      ['ruleName', 'metric', 'action'],
      ['stage', 'orderNo'],
      ['user', 'rule'],
      ['ip', 'device'],
      ['value', 'threshold'],
      ['state', 'verifiedAt'],
      ['settledBy', 'settleNote'],
    ],
  });
}

function labelListEntry(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.risk-list-entry', {
    fields: {
      kind: {
        label: '类别',
        choices: {
          user: ['会员', 'info'],
          ip: ['网络地址', 'info'],
          device: ['设备', 'info'],
          openid: ['OpenID', 'info'],
        },
      },
      value: {
        label: '内容',
        help: '会员填用户的文档编号（documentId）；网络地址填 IPv4 或 IPv6，IPv6 会保存为 /64 网段。',
      },
      reason: '原因',
      expiresAt: { label: '到期时间', help: '留空表示一直有效。' },
    },
    list: ['kind', 'value', 'reason', 'expiresAt', 'createdAt'],
    mainField: 'value',
    form: [['kind', 'value'], ['reason'], ['expiresAt']],
  });
}

function labelFamiliarIp(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.familiar-ip', {
    fields: {
      user: '会员',
      ipHash: { label: '网络摘要', help: '不保存地址本身，只用来判断是不是以前用过的网络。' },
      lastSeenAt: { label: '最近使用', help: '90 天没有再用的网络会被忘记。' },
    },
    list: ['user', 'lastSeenAt', 'createdAt'],
    mainField: 'lastSeenAt',
    form: [['user', 'lastSeenAt']],
  });
}
