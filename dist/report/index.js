require('../index.js').start('report/index.js');
