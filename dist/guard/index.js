require('../index.js').start('guard/index.js');
