// Fetches the large file, as a page's script would its data.
fetch('/data.bin')
  .then((response) => response.arrayBuffer())
  .then((data) => { document.title = `${data.byteLength} bytes`; });
