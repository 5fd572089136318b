import{createRequire as nodeCreateRequire}from'node:module';const require=nodeCreateRequire(import.meta.url);
var e=["binary","multiclass","multilabel","regression","ranking","translation","generation","scores","metrics"];export{e as a};
