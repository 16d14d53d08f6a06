import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelUser } from './user-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelUser(strapi);
  labelMemberLevel(strapi);
  labelMemberRecords(strapi);
  labelGrowthRecord(strapi);
  labelInvitation(strapi);
  labelMarks(strapi);
  labelSession(strapi);
}

function labelMemberLevel(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::member.member-level', {
    fields: {
      name: '等级名称',
      growthThreshold: {
        label: '所需成长值',
        help: '成长值达到这个数就立即升到本等级；最低的等级填 0。每年评估一次，只计最近一年的成长值。',
      },
      discountPercent: {
        label: '会员折扣（%）',
        help: '减免的百分比：填 5 表示九五折，填 0 表示不打折。用于商城订单，不用于到店扫码付款。',
      },
      pointsMultiplierBps: {
        label: '积分倍率（万分比）',
        help: '10000 = 1 倍，15000 = 1.5 倍，20000 = 2 倍。打开了“使用会员倍率”的积分规则按它放大。',
      },
      freeFreight: { label: '免运费', help: '打开后，本等级会员的快递订单不收运费。' },
      birthdayGift: {
        label: '生日礼',
        help: '打开后，本等级会员生日当天收到积分；送多少由场景为“生日”的积分规则决定。',
      },
      consultation: { label: '专属咨询', help: '本等级会员可以发起一对一咨询。' },
      color: { label: '卡片颜色', help: '十六进制颜色，例如 #C9A063。' },
      icon: '等级图标',
      benefits: { label: '权益说明', help: '显示给会员看的文字，每行一条。' },
      sort: { label: '排序', help: '数字小的排在前面。' },
    },
    list: [
      'name',
      'growthThreshold',
      'discountPercent',
      'pointsMultiplierBps',
      'freeFreight',
      'birthdayGift',
      'consultation',
    ],
    sortBy: 'growthThreshold',
    sortOrder: 'ASC',
    form: [
      ['name', 'growthThreshold'],
      ['discountPercent', 'pointsMultiplierBps'],
      ['freeFreight', 'birthdayGift', 'consultation'],
      ['icon', 'color'],
      ['benefits'],
      ['sort'],
    ],
  });
}

function labelMemberRecords(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::member.address', {
    fields: {
      user: '用户',
      receiver: '收货人',
      phoneCipher: '电话密文',
      phoneMasked: { label: '电话', help: '只显示部分数字，完整号码加密保存。' },
      province: '省',
      city: '市',
      district: '区县',
      detail: '详细地址',
      communityId: '小区编号',
      isDefault: '默认地址',
      deletedAt: { label: '删除时间', help: '空白表示没有被用户删除。' },
    },
    list: ['receiver', 'phoneMasked', 'province', 'city', 'district', 'detail', 'isDefault', 'user'],
    form: [
      ['user', 'isDefault'],
      ['receiver', 'phoneMasked'],
      ['province', 'city', 'district'],
      ['detail'],
      ['communityId', 'deletedAt'],
    ],
  });
  labelContentType(strapi, 'api::member.check-in', {
    fields: {
      user: '用户',
      day: { label: '签到日期', help: '按店铺所在时区的日期。' },
      streak: { label: '连续天数', help: '到这一天为止连续签到的天数；中断一天就从 1 重新开始。' },
      pointsAwarded: '获得积分',
    },
    list: ['user', 'day', 'streak', 'pointsAwarded', 'createdAt'],
    mainField: 'day',
    form: [
      ['user', 'day'],
      ['streak', 'pointsAwarded'],
    ],
  });
}

function labelGrowthRecord(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::member.growth-record', {
    fields: {
      user: '用户',
      change: { label: '成长值变化', help: '正数是获得，负数是扣回；扣回时最多扣到 0。' },
      growthAfter: '变化后成长值',
      reason: {
        label: '原因',
        choices: {
          order_completed: ['订单完成', 'success'],
          refund: ['退款扣回', 'warning'],
          adjust: ['人工调整', 'danger'],
          yearly: ['年度评估', 'info'],
        },
      },
      operationNo: { label: '操作编号', help: '同一个操作编号只会生效一次。' },
      orderNo: '订单号',
      description: '说明',
    },
    list: ['user', 'change', 'growthAfter', 'reason', 'orderNo', 'createdAt'],
    mainField: 'operationNo',
    form: [['user', 'reason'], ['change', 'growthAfter'], ['orderNo', 'operationNo'], ['description']],
  });
}

function labelInvitation(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::member.invitation', {
    fields: {
      inviter: '邀请人',
      invitee: '被邀请人',
      state: {
        label: '进度',
        choices: { registered: ['已注册', 'info'], paid: ['已首次付款', 'success'] },
      },
      orderNo: { label: '首单订单号', help: '被邀请人第一次付款的订单；全部用积分抵扣的订单不算。' },
      pointsAwarded: {
        label: '奖励积分',
        help: '邀请人因此得到的积分，由场景为“邀请好友”的积分规则决定；首单全额退款后收回，改由下一笔付款的订单奖励。',
      },
      paidAt: '首次付款时间',
    },
    list: ['inviter', 'invitee', 'state', 'pointsAwarded', 'orderNo', 'createdAt'],
    mainField: 'orderNo',
    form: [
      ['inviter', 'invitee'],
      ['state', 'pointsAwarded'],
      ['orderNo', 'paidAt'],
    ],
  });
}

function labelMarks(strapi: Core.Strapi): void {
  for (const uid of ['api::member.favorite', 'api::member.browsing-record'] as const) {
    labelContentType(strapi, uid, {
      fields: { user: '用户', product: { label: '商品', showsAs: 'name' } },
      list: ['user', 'product', 'createdAt'],
      mainField: 'documentId',
      form: [['user', 'product']],
    });
  }
}

function labelSession(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::member.member-session', {
    fields: {
      user: '用户',
      sid: '会话编号',
      refreshHash: '刷新令牌摘要',
      generation: { label: '刷新次数', help: '这次登录以来换发令牌的次数。' },
      expiresAt: '过期时间',
      revokedAt: { label: '注销时间', help: '空白表示仍然有效。' },
      ip: '登录 IP',
      userAgent: '客户端',
    },
    list: ['user', 'sid', 'ip', 'expiresAt', 'revokedAt', 'createdAt'],
    mainField: 'sid',
    form: [['user', 'sid'], ['generation', 'ip'], ['expiresAt', 'revokedAt'], ['userAgent']],
  });
}
