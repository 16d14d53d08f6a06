import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { AddressChange, NewAddress } from '../requests';

interface AddressPath {
  id: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    return { data: await getService(strapi, 'api::member.list-addresses')(memberOf(ctx).id) };
  },

  async add(ctx: Context) {
    const { body, idempotencyKey } = inputOf<unknown, unknown, NewAddress>(ctx);
    const command = { userId: memberOf(ctx).id, address: body, idempotencyKey, at: now(strapi) };
    return { data: await getService(strapi, 'api::member.add-address')(command) };
  },

  async change(ctx: Context) {
    const { params, body } = inputOf<AddressPath, unknown, AddressChange>(ctx);
    const command = { userId: memberOf(ctx).id, documentId: params.id, change: body, at: now(strapi) };
    return { data: await getService(strapi, 'api::member.change-address')(command) };
  },

  async remove(ctx: Context) {
    const { params } = inputOf<AddressPath>(ctx);
    await getService(strapi, 'api::member.delete-address')(memberOf(ctx).id, params.id, now(strapi));
    return { data: null };
  },
});
