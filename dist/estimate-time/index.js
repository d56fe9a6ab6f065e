require('../index.js').start('estimate-time/index.js');
