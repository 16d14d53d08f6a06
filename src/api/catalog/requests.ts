import { z } from 'zod';

const documentId = z.string().regex(/^\w{1,64}$/, 'expects a documentId');
const fen = z.coerce.number().int().min(0).max(2_147_483_647);

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
  sort: z.enum(['default', 'sales', 'price_asc', 'price_desc', 'newest']).default('default'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

const MAX_WORDS = 5;

/** `"  Green tea "` → `["green", "tea"]` */
export const wordsOf = (q: string | undefined): string[] =>
  (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
