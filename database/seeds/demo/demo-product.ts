import type { Look } from './draw';

/** One product of the demo shop. Prices are fen. */
export interface DemoProduct {
  /** Natural key: the file name of its picture and the beginning of its SKU codes. */
  slug: string;
  name: string;
  subtitle: string;
  tags: string;
  category: string;
  brand?: string;
  merchant?: string;
  look: Look;
  /** Price of the first SKU; later options add to it. */
  price: number;
  marketPrice?: number;
  /** Spec name → options; an option may raise the price. The SKUs are all combinations. */
  specs: Record<string, (string | [string, number])[]>;
  weightGrams?: number;
  /** Pieces in stock of every SKU. */
  stock?: number;
  flags?: ('isRecommended' | 'isHot' | 'isNew')[];
  more?: Record<string, unknown>;
  memberLevel?: string;
}
