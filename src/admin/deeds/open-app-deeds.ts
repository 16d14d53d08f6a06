import { IssueSecretForm } from '../open-app/issue-secret-form';
import type { Deed } from './deed';

/** How an application of the open platform gets what it signs with. */
export const openAppDeeds: Deed[] = [
  {
    model: 'api::operations.open-app',
    permission: 'open-app.issue-secret',
    label: '生成密钥',
    variant: 'default',
    path: (documentId) => `/shop/open-apps/${documentId}/issue-secret`,
    isOffered: () => true,
    fields: [],
    Form: IssueSecretForm,
    done: '密钥已生成',
  },
];
