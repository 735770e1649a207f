import {test} from 'node:test';

test('it holds, and leaves behind what fails', async () => {
  setTimeout(() => {
    throw new Error('as planted');
  }, 10);
  await new Promise((resolve) => void setTimeout(resolve, 100));
});
