import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelEncryptedColumn } from './encrypted-column-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelSetting(strapi);
  labelJournals(strapi);
  labelEncryptedColumn(strapi);
}

function labelSetting(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::operations.setting', {
    fields: {
      shopName: '店铺名称',
      logo: '店铺标志',
      contactPhone: { label: '客服电话', help: '显示在小程序里，顾客可以直接拨打。' },
      orderTimeoutMinutes: { label: '付款时限（分钟）', help: '下单后超过这个时间没有付款，订单自动关闭并退回库存。' },
      autoCompleteDays: { label: '自动收货（天）', help: '发货后超过这个天数没有确认收货，订单自动完成。' },
      afterSaleDays: { label: '售后期（天）', help: '订单完成后多少天内可以申请售后；0 表示完成后不能申请。' },
      refundsUnshippedAtOnce: {
        label: '未发货自动退款',
        help: '打开后，还没有发货的商品申请退款时立即同意，不需要人工处理。',
      },
      afterSaleDecisionHours: { label: '售后处理时限（小时）', help: '超过这个时间没有处理，系统自动同意申请。' },
      afterSaleReturnHours: {
        label: '寄回时限（小时）',
        help: '同意退货后，顾客超过这个时间没有寄回，售后单自动撤销。',
      },
      afterSaleReceiptHours: {
        label: '收货时限（小时）',
        help: '顾客寄回后，超过这个时间没有确认收货，系统自动收货并退款。',
      },
      expressFee: { label: '快递费', help: '每单收取的快递费。' },
      expressFreeFrom: { label: '满额包邮', help: '商品金额达到这个数免快递费；填 0 表示全部包邮。' },
      redemptionPointsPerYuan: { label: '多少积分抵 1 元', help: '填 100 表示 100 积分抵扣 1 元。' },
      redemptionMaxSharePercent: {
        label: '积分最多抵扣（%）',
        help: '一笔订单最多有百分之几可以用积分支付；填 0 表示不能用积分抵扣。',
      },
      redemptionMinPoints: { label: '最少使用积分', help: '一次至少使用这么多积分才能抵扣；填 0 表示不限。' },
      pointsApprovalFrom: {
        label: '积分调整复核线',
        help: '人工调整达到这个积分数，要由另一位后台人员复核后才生效；填 0 表示都不用复核。',
      },
      growthPerYuan: {
        label: '每元成长值',
        help: '订单完成后，每实付 1 元商品得多少成长值；填 0 表示不累计成长值。',
      },
      subscribeTemplateIds: {
        label: '订阅消息模板',
        help: '微信公众平台里的模板编号，例如 {"order.paid": "模板编号", "order.shipped": "模板编号"}。',
      },
    },
    list: ['shopName', 'contactPhone'],
    form: [
      ['shopName', 'contactPhone'],
      ['logo'],
      ['orderTimeoutMinutes', 'autoCompleteDays', 'afterSaleDays'],
      ['refundsUnshippedAtOnce', 'afterSaleDecisionHours'],
      ['afterSaleReturnHours', 'afterSaleReceiptHours'],
      ['expressFee', 'expressFreeFrom'],
      ['redemptionPointsPerYuan', 'redemptionMaxSharePercent', 'redemptionMinPoints'],
      ['pointsApprovalFrom', 'growthPerYuan'],
      ['subscribeTemplateIds'],
    ],
  });
}

function labelJournals(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::operations.audit-log', {
    fields: {
      actorType: {
        label: '操作者类型',
        choices: { admin: ['后台人员', 'info'], user: ['用户', 'neutral'], system: ['系统', 'neutral'] },
      },
      actor: '操作者',
      action: { label: '操作', help: '系统内部的操作名称，例如 inventory.adjust 表示调整库存。' },
      subject: '对象',
      subjectId: '对象编号',
      before: '变更前',
      after: '变更后',
      ip: 'IP 地址',
      traceId: { label: '追踪号', help: '在日志里搜索这个编号，可以看到这次请求的全过程。' },
    },
    list: ['action', 'actorType', 'actor', 'subject', 'subjectId', 'ip', 'createdAt'],
    form: [['action', 'actorType', 'actor'], ['subject', 'subjectId'], ['before'], ['after'], ['ip', 'traceId']],
  });
  labelContentType(strapi, 'api::operations.outbox-event', {
    fields: {
      name: { label: '事件', help: '例如 order.paid 表示订单已支付。' },
      aggregateId: '相关编号',
      payload: '内容',
      isBulk: { label: '批量事件', help: '积分过期等批量任务产生的事件，让其他事件先投递。' },
      traceId: '追踪号',
      state: {
        label: '状态',
        choices: {
          pending: ['待投递', 'warning'],
          delivered: ['已投递', 'success'],
          gave_up: ['已放弃', 'danger'],
        },
      },
      attempts: '尝试次数',
      availableAt: '下次投递时间',
      claimedUntil: { label: '处理锁到期', help: '某个实例正在投递，到这个时间还没有完成会由别的实例接手。' },
      handledAt: {
        label: '处理完成时间',
        help: '只在 Redis 连不上时填写：系统已处理完这个事件，恢复后只补写事件流，不会重复处理。',
      },
      deliveredAt: '投递时间',
      lastError: '最近错误',
    },
    list: ['name', 'aggregateId', 'state', 'attempts', 'createdAt', 'deliveredAt'],
    form: [
      ['name', 'aggregateId'],
      ['state', 'attempts'],
      ['availableAt', 'claimedUntil'],
      ['handledAt', 'deliveredAt'],
      ['traceId'],
      ['payload'],
      ['lastError'],
    ],
  });
}
