import { start } from '../index.js';
await start('guard/index.js');
