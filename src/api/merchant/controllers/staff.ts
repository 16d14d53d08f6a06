import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { NewStaffBody, StaffChangeBody } from '../requests';

interface StaffParams {
  id: string;
}

const deedOf = (ctx: Context) => ({ merchant: merchantOf(ctx), operator: memberOf(ctx) });

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const staff = () => getService(strapi, 'api::merchant.change-staff');
  const read = () => getService(strapi, 'api::merchant.read-staff');
  return {
    async list(ctx: Context) {
      return { data: await read().list(merchantOf(ctx).id) };
    },

    async create(ctx: Context) {
      const { body } = inputOf<unknown, unknown, NewStaffBody>(ctx);
      const documentId = await staff().hire(deedOf(ctx), body);
      return { data: await read().find(merchantOf(ctx).id, documentId) };
    },

    async update(ctx: Context) {
      const { params, body } = inputOf<StaffParams, unknown, StaffChangeBody>(ctx);
      await staff().move(deedOf(ctx), { documentId: params.id, role: body.role });
      return { data: await read().find(merchantOf(ctx).id, params.id) };
    },

    async delete(ctx: Context) {
      const { params } = inputOf<StaffParams>(ctx);
      await staff().letGo(deedOf(ctx), params.id);
      return { data: { documentId: params.id } };
    },
  };
};
