// The server's events. They carry ids only; what is shown is asked for again.

const BURST_MILLISECONDS = 250;

/**
 * Collects what comes in quick succession: the first call is served at once, what comes meanwhile together. At thousands of
 * messages in a second the page asks four times in a second, not thousands of times.
 */
export function collector(serve, pause = BURST_MILLISECONDS, later = setTimeout) {
  let waiting = [];
  let resting = false;
  async function run() {
    resting = true;
    const now = waiting;
    waiting = [];
    try {
      await serve(now);
    } finally {
      later(() => {
        resting = false;
        if (waiting.length > 0) {
          run();
        }
      }, pause);
    }
  }
  return (item) => {
    waiting.push(item);
    if (!resting) {
      run();
    }
  };
}

/**
 * Follows /api/events for ever. The browser comes back by itself with Last-Event-ID; where it gives up (a server that answers
 * with an error), a new source is opened, and everything is asked for again.
 */
export function followEvents({ onHello, onStored, onUpdated, onDeleted, onReset, onState }) {
  let lost = false;
  function open() {
    const source = new EventSource('/api/events');
    const on = (name, handle) => source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    source.addEventListener('open', () => {
      onState('live');
      if (lost) {
        lost = false;
        onReset();
      }
    });
    source.addEventListener('error', () => {
      onState('down');
      if (source.readyState === EventSource.CLOSED) {
        lost = true;
        setTimeout(open, 3000);
      }
    });
    on('hello', () => onHello());
    on('stored', ({ id }) => onStored(id));
    on('updated', ({ id }) => onUpdated(id));
    on('deleted', ({ ids }) => onDeleted(ids));
    on('reset', () => onReset());
    // A page that is left gives its place among the server's listeners free.
    window.addEventListener('pagehide', () => source.close(), { once: true });
  }
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      lost = true;
      open();
    }
  });
  open();
}
