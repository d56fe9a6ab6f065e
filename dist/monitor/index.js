require('../index.js').start('monitor/index.js');
