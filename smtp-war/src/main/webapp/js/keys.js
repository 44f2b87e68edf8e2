// The keyboard. Keys are the page's own only while nobody writes and no dialog is open.

function isWriting(target) {
  return target.closest?.('input, textarea, select, [contenteditable], dialog') != null;
}

/** Calls `actions[key]` for a key that is pressed alone; what it returns false for stays the browser's. */
export function listen(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (event.key === 'Escape' && event.target.id === 'search') {
      event.target.blur();
      return;
    }
    const action = actions[event.key];
    if (!action || isWriting(event.target) || document.querySelector('dialog[open]')) {
      return;
    }
    if (action(event) !== false) {
      event.preventDefault();
    }
  });
}

/** The arrow keys within a list of tabs, as the ARIA practices have it. */
export function moveTab(event, tabs, current, select) {
  const index = tabs.indexOf(current);
  const target = {
    ArrowRight: (index + 1) % tabs.length,
    ArrowLeft: (index + tabs.length - 1) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    select(tabs[target]);
    event.currentTarget.children[target].focus();
  }
}
