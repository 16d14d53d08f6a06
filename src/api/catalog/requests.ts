import { z } from 'zod';
import { PRODUCT_FLAGS, type ProductFlag } from './public/products';

const documentId = z.string().regex(/^\w{1,64}$/, 'expects a documentId');
const fen = z.coerce.number().int().min(0).max(2_147_483_647);
const oneFlag = `(${PRODUCT_FLAGS.join('|')})`;
const MAX_PAGE_SIZE = 100;

export const searchQuery = z.object({
  q: z
    .string()
    .max(100)
    .refine((text) => !text.includes('\0'), 'holds a character that cannot be stored')
    .optional(),
  category: documentId.optional(),
  brand: documentId.optional(),
  merchant: documentId.optional(),
  minPrice: fen.optional(),
  maxPrice: fen.optional(),
  inStock: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  flags: z
    .string()
    .max(100)
    .regex(new RegExp(`^${oneFlag}(,${oneFlag})*$`), `expects one or several of ${PRODUCT_FLAGS.join(',')}`)
    .transform((list) => list.split(',') as ProductFlag[])
    .optional(),
  sort: z.enum(['default', 'sales', 'price', 'price_asc', 'price_desc', 'newest']).default('default'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce
    .number()
    .int()
    .min(1)
    .transform((size) => Math.min(size, MAX_PAGE_SIZE))
    .default(20)
    .describe(`at most ${MAX_PAGE_SIZE}; more is cut`),
});

const MAX_WORDS = 5;

/** `"  Green tea "` → `["green", "tea"]` */
export const wordsOf = (q: string | undefined): string[] =>
  (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
