import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Labels of members: they sign in with WeChat, so what WeChat or the system decides is shown but not edited. */
export function labelUser(strapi: Core.Strapi): void {
  labelContentType(strapi, 'plugin::users-permissions.user', {
    fields: {
      username: { label: '系统账号', help: '注册时自动生成。', isEditable: false },
      email: '邮箱',
      provider: '登录方式',
      password: '密码',
      resetPasswordToken: '重置密码令牌',
      confirmationToken: '确认令牌',
      confirmed: '已确认',
      blocked: { label: '禁用', help: '打开后，该用户立即不能再访问小程序，包括已经登录的设备。' },
      role: { label: '接口角色', showsAs: 'name' },
      openid: { label: '微信 OpenID', isEditable: false },
      unionid: { label: '微信 UnionID', isEditable: false },
      sessionKeyCipher: '微信会话密文',
      nickname: '昵称',
      avatar: '头像地址',
      phoneCipher: '手机号密文',
      phoneHash: '手机号摘要',
      phoneMasked: { label: '手机号', help: '只显示部分数字，完整号码加密保存。', isEditable: false },
      gender: { label: '性别', choices: { unknown: '未填写', male: '男', female: '女' } },
      birthday: { label: '生日', help: '由会员自己填写，一年可以改一次。', isEditable: false },
      birthdayChangedOn: { label: '生日修改日期', isEditable: false },
      birthdayGiftOn: { label: '上次生日礼', isEditable: false },
      birthdayGiftDueOn: { label: '下次生日礼', help: '这一天按会员等级发放生日礼。', isEditable: false },
      inviter: { label: '邀请人', isEditable: false },
      inviteCode: { label: '邀请码', isEditable: false },
      registeredVia: { label: '注册来源', isEditable: false },
      lastSeenAt: { label: '最近访问', isEditable: false },
      growth: { label: '成长值', help: '由已完成的订单累计，不能直接修改。', isEditable: false },
      level: { label: '会员等级', help: '由成长值决定，由系统调整。', isEditable: false },
      levelDueOn: { label: '下次评估', help: '这一天只保留最近一年的成长值，并据此调整等级。', isEditable: false },
    },
    list: ['nickname', 'phoneMasked', 'level', 'growth', 'blocked', 'lastSeenAt', 'createdAt'],
    addedColumns: { availablePoints: '可用积分' },
    mainField: 'nickname',
    form: [
      ['nickname', 'blocked'],
      ['avatar', 'gender'],
      ['birthday', 'birthdayGiftDueOn'],
      ['level', 'growth', 'levelDueOn'],
      ['phoneMasked'],
      ['openid', 'unionid'],
      ['username', 'inviteCode'],
      ['inviter', 'registeredVia'],
      ['lastSeenAt'],
    ],
  });
}
