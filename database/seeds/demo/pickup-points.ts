import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

const POINTS = [
  { name: '东门自提点', address: '杭州市西湖区文三路 100 号东门岗亭旁', latitude: 30.2781, longitude: 120.1387 },
  {
    name: '桂花苑自提点',
    address: '杭州市西湖区学院路 28 号桂花苑 3 幢架空层',
    latitude: 30.2842,
    longitude: 120.1298,
  },
  { name: '湖滨驿站', address: '杭州市上城区平海路 7 号湖滨驿站', latitude: 30.2547, longitude: 120.1621 },
];

export async function seedPickupPoints(strapi: Core.Strapi): Promise<void> {
  for (const [sort, { name, ...data }] of POINTS.entries()) {
    await ensureDocument(strapi, 'api::delivery.pickup-point', {
      key: { name },
      data: { ...data, hours: '08:00–21:00', contactPhone: `1380000100${sort}`, enabled: true, sort },
    });
  }
}
