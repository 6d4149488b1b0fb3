# __id__: what is versioned so

How versions are read and ordered, and where that is defined.

`fixtures/order.txt` lists versions from the earliest to the latest (`=`: the same); `fixtures/refused.txt` what is no version.
