import { z } from 'zod';

/** A day of the shop's calendar. Days next to the ends of the calendar have no day before or after them. */
export const shopDay = z.iso
  .date()
  .refine((date) => date >= '2000-01-01' && date < '2200-01-01', 'must be between 2000 and 2199');
