import { z } from 'zod';

export const documentationFileParams = z.object({ file: z.string().max(60).describe('说明页用到的静态文件名') });
