# __id__

What writes this document, where its format is described, under which licence, and what we read of it.

`fixtures/`: `none`, `one`, `many` and `broken`, written by hand after the real format.
