require('../index.js').start('coordinate/index.js');
