import { z } from 'zod';
import { staffRole } from './requests';

const text = z.string().nullable();
const instant = z.iso.datetime().nullable();
const money = z.number().int();

export const merchantStatus = z.enum(['pending', 'active', 'rejected', 'suspended']);

export const applicationResponse = z.object({
  documentId: z.string(),
  name: z.string(),
  status: merchantStatus,
  reason: text.describe('Why it was rejected or suspended'),
  contactName: text,
  contactPhoneMasked: text,
  licenseNumberMasked: text,
  createdAt: instant,
});

export const profileResponse = z.object({
  documentId: z.string(),
  name: z.string(),
  logo: text,
  introduction: text,
  contactName: text,
  contactPhoneMasked: text,
  address: text,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  businessHours: text,
  status: merchantStatus,
  commissionBps: z.number().int(),
  role: staffRole,
});

export const staffResponse = z.object({
  documentId: z.string(),
  role: staffRole,
  user: z.object({ documentId: z.string(), nickname: text, avatar: text, phoneMasked: text }),
  createdAt: instant,
});

export const codeResponse = z.object({
  documentId: z.string(),
  code: z.string(),
  title: z.string(),
  fixedAmount: money.nullable(),
  enabled: z.boolean(),
  createdAt: instant,
});

const figures = {
  orders: z.number().int().describe('Payments that came in'),
  paidAmount: money,
  refunds: z.number().int(),
  refundedAmount: money.describe('Refunds that went out, whenever they were paid'),
  netAmount: money.describe('paidAmount − refundedAmount'),
  averageTicket: money.describe('paidAmount / orders, rounded down'),
  customers: z.number().int(),
  newCustomers: z.number().int().describe('Those who paid here for the first time ever'),
  returningCustomers: z.number().int(),
  pointsGiven: z.number().int().describe('Points that these orders have earned'),
};

export const statisticsResponse = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  groupBy: z.enum(['day', 'code']),
  totals: z.object(figures),
  rows: z.array(
    z.object({
      day: z.iso.date().optional(),
      code: text.optional().describe('null: orders without a payment code'),
      title: text.optional(),
      ...figures,
    }),
  ),
});
