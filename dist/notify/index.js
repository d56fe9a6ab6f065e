require('../index.js').start('notify/index.js');
