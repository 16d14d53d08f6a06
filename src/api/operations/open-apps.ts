import { randomBytes } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { declareDerived } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { declareEncryptedColumns } from '../../platform/security/encrypted-columns';
import { labelOpenApp } from './open-app-labels';

interface WriteEvent {
  params: { data?: Record<string, unknown> };
}

/** What applications of the open platform bring along; called from the feature's register(), and awaited there. */
export async function registerOpenApps(strapi: Core.Strapi): Promise<void> {
  declareDerived(strapi, 'api::operations.open-app', ['appId', 'secretCipher', 'secretIssuedAt']);
  declareConstraints(strapi, [
    { kind: 'unique', name: 'ux_open_apps_app_id', table: 'open_apps', columns: ['app_id'] },
  ]);
  declareEncryptedColumns(strapi, [{ table: 'open_apps', column: 'secret_cipher' }]);
  labelOpenApp(strapi);
  await defineAdminAction(strapi, {
    uid: 'open-app.issue-secret',
    displayName: '生成密钥',
    category: '系统',
    subCategory: '开放平台',
    path: '/open-apps/:documentId/issue-secret',
    subject: 'api::operations.open-app',
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(strapi, 'api::operations.issue-secret')({ documentId: params.documentId ?? '', operator }),
  });
}

/** Every app gets a name of its own for its requests; a copied app begins without a secret. Call from `bootstrap`. */
export function nameOpenApps(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: ['api::operations.open-app'],
    beforeCreate: ({ params }: WriteEvent) => {
      params.data = {
        ...params.data,
        appId: `app_${randomBytes(8).toString('hex')}`,
        secretCipher: null,
        secretIssuedAt: null,
      };
    },
  } as never);
}
