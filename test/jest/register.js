// Imported by Node before jest, and by each of jest's processes: `npm test`.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// A worker thread has nothing of ours to load but JavaScript, and each would compile the compiler anew.
if (isMainThread) register('./hooks.js', import.meta.url);
