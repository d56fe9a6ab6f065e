import { start } from '../index.js';
await start('estimate-time/index.js');
