import { signInToPanel } from '../support/admin-client';

const refusalFor = async (language?: string): Promise<unknown> => {
  const admin = await signInToPanel(language === undefined ? {} : { language });
  const answer = await admin.call('post', '/shop/merchants/nobody/resume', {});
  expect(answer.status).toBe(404);
  return (answer.body as { error: { message: string } }).error.message;
};

describe('a refusal in the panel', () => {
  it('is Chinese like the panel, whatever the browser speaks', async () => {
    expect(await refusalFor()).toBe('没有找到相关内容');
    expect(await refusalFor('zh-Hans')).toBe('没有找到相关内容');
  });

  it('is English for those who have the panel in English', async () => {
    expect(await refusalFor('en')).toBe('Not found');
  });
});
