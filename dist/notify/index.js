import { start } from '../index.js';
await start('notify/index.js');
