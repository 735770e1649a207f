import {failure, success, type Result} from '../../domain/problems.js';

/** What became of bringing an element that only some customers need. */
export const partLoaded = (loading: Promise<unknown>, tag: string): Promise<Result<null>> =>
  loading.then(
    () => success(null),
    () => failure({code: 'unreachable', hint: `<${tag}> could not be loaded`}),
  );
