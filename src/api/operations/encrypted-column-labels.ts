import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layout of the places that hold encrypted values. */
export function labelEncryptedColumn(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::operations.encrypted-column', {
    fields: {
      place: { label: '位置', help: '表名加列名，例如 addresses.phone_cipher 是收货地址里的电话。' },
      keyId: { label: '最新密钥', help: 'ENCRYPTION_KEYS 里排在最前面的密钥编号。' },
      state: {
        label: '状态',
        choices: { running: ['正在换密钥', 'warning'], finished: ['已换完', 'success'] },
      },
      remaining: { label: '未换', help: '还没有换到最新密钥的数量，包括无法解密的；空白表示还没有统计。' },
      unreadable: {
        label: '无法解密',
        help: '密钥已不在 ENCRYPTION_KEYS 里，或者内容已损坏。系统不会改动这些数据；把缺少的密钥加回末尾并重启，会自动重试。',
      },
      unreadableRows: { label: '无法解密的行', help: '行的 id，最多列出 20 个。' },
      finishedAt: '换完时间',
      dueAt: { label: '下次检查时间', help: '换完以后每天检查一遍。' },
      lastId: { label: '本轮读到', help: '按 id 从小到大读，这是最后读到的一行。' },
      renewed: '本轮已换',
      unreadableSeen: '本轮无法解密',
    },
    list: ['place', 'keyId', 'state', 'remaining', 'unreadable', 'finishedAt'],
    form: [
      ['place', 'keyId', 'state'],
      ['remaining', 'unreadable'],
      ['unreadableRows'],
      ['finishedAt', 'dueAt'],
      ['lastId', 'renewed', 'unreadableSeen'],
    ],
    sortBy: 'place',
    sortOrder: 'ASC',
  });
}
