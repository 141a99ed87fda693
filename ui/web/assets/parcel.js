// A file that was made is handed over once.
watch("value", () => element.querySelector("a[download]")?.click());
