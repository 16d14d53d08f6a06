import { ACTIVITIES } from './activity-list';
import { drawBanner, drawMark, drawPopup, drawSquare } from './draw';
import { MERCHANTS } from './merchant-list';
import { POINTS_GOODS } from './points-good-list';
import { BRANDS, CATEGORIES, PRODUCTS } from './product-list';

/** A picture of the demo shop; `file` lies in `public/demo/images`. */
export interface Picture {
  file: string;
  title: string;
  svg: string;
  width: number;
  height: number;
}

const picture = (file: string, title: string, svg: string): Picture => {
  const size = /width="(\d+)" height="(\d+)"/.exec(svg);
  return { file: `${file}.svg`, title, svg, width: Number(size?.[1]), height: Number(size?.[2]) };
};

const drawn = new Map<string, Picture>(
  [
    ...PRODUCTS.map(({ slug, name, look }) => picture(`product-${slug}`, name, drawSquare(name, look))),
    ...POINTS_GOODS.map(({ slug, name, look }) => picture(`points-${slug}`, name, drawSquare(name, look))),
    ...CATEGORIES.map(({ slug, name, look }) => picture(`category-${slug}`, name, drawMark(name, look))),
    ...BRANDS.map(({ slug, name, look }) => picture(`brand-${slug}`, name, drawMark(name, look))),
    ...MERCHANTS.map(({ slug, name, look }) => picture(`merchant-${slug}`, name, drawMark(name, look))),
    ...ACTIVITIES.map((activity) => {
      const draw = activity.kind === 'banner' ? drawBanner : drawPopup;
      return picture(`${activity.kind}-${activity.slug}`, activity.title, draw(activity));
    }),
  ].map((entry) => [entry.file, entry]),
);

/** All pictures, the same at every call; `scripts/draw-demo-pictures.mjs` writes them to disk. */
export const demoPictures = (): Picture[] => [...drawn.values()];

/** @param name file name without ending, e.g. `product-tee` */
export function demoPicture(name: string): Picture {
  const found = drawn.get(`${name}.svg`);
  if (!found) throw new Error(`the demo has no picture ${name}`);
  return found;
}
