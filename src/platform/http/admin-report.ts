import type { Core, UID } from '@strapi/strapi';
import type { z } from 'zod';
import { Refusal } from '../errors/refusal';
import { addAdminRoute, READ_DOCUMENTS } from './admin-route';
import { parse } from './parse-request';

export interface AdminReport<Query extends z.ZodType> {
  /** Who may read all documents of this type may read the report. */
  subject: UID.ContentType;
  /** Below `/shop`. */
  path: string;
  query: Query;
  /** @returns what the panel gets as `data` */
  run(query: z.infer<Query>): Promise<unknown>;
}

interface Ability {
  rulesFor(action: string, subject: string): { conditions?: unknown }[];
}

/**
 * Something the panel shows about all documents of a type together. The permission is that of reading them; a role that may
 * read only some of them is refused, because a sum tells of the others.
 */
export function defineAdminReport<Query extends z.ZodType>(strapi: Core.Strapi, report: AdminReport<Query>): void {
  const { subject, path } = report;
  addAdminRoute(strapi, {
    method: 'GET',
    path,
    permission: { action: READ_DOCUMENTS, subject },
    handler: async (ctx) => {
      const { userAbility } = ctx.state as unknown as { userAbility: Ability };
      const isWhole = userAbility.rulesFor(READ_DOCUMENTS, subject).some(({ conditions }) => conditions === undefined);
      if (!isWhole) throw new Refusal('ForbiddenError');
      ctx.body = { data: await report.run(parse(report.query, ctx.query, 'query')) };
    },
  });
}
