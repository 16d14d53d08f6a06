import type { Core } from '@strapi/strapi';

/** Something statements run on: the connection, or – inside a transaction, always – the transaction. */
export type Queries = Core.Strapi['db']['connection'];
