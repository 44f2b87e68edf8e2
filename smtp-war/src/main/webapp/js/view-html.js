// The HTML of a message. It is a resource of its own with a policy of its own, in a frame without scripts and without this origin.

import { Component, h } from './vendor.js';
import { htmlPath } from './api.js';
import { Icon } from './dom.js';
import { plural } from './format.js';

// Links may open a window of their own, as they would from any mail program; nothing else may happen.
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

export class HtmlView extends Component {
  render({ message }, { images = false, width = 'desktop' }) {
    const { remoteImages } = message.body.html;
    const path = htmlPath(message.id, images);
    return h(
      'div',
      { class: 'html-view' },
      h(
        'div',
        { class: 'view-bar' },
        remoteImages > 0 &&
          !images && [
            h('span', { class: 'muted' }, h(Icon, { name: 'image' }), ` ${plural(remoteImages, 'remote image')} not loaded`),
            h(
              'button',
              { type: 'button', 'data-testid': 'show-images', onClick: () => this.setState({ images: true }) },
              'Show remote images',
            ),
          ],
        images && h('span', { class: 'muted', 'data-testid': 'images-shown' }, 'Remote images are shown'),
        h(
          'div',
          { class: 'filters view-widths', role: 'group', 'aria-label': 'Width' },
          [
            ['desktop', 'As wide as the window'],
            ['tablet', 'As wide as a tablet'],
            ['phone', 'As wide as a phone'],
          ].map(([name, label]) =>
            h(
              'button',
              {
                type: 'button',
                title: label,
                'aria-label': label,
                'aria-pressed': width === name ? 'true' : 'false',
                'data-testid': `width-${name}`,
                onClick: () => this.setState({ width: name }),
              },
              h(Icon, { name }),
            ),
          ),
        ),
      ),
      h(
        'div',
        { class: `html-frame ${width}` },
        // A new element for a new address: a frame that is led elsewhere would be a step in the history of the page.
        h('iframe', { key: path, src: path, sandbox: SANDBOX, title: 'HTML of the message', referrerpolicy: 'no-referrer', 'data-testid': 'html' }),
      ),
    );
  }
}
