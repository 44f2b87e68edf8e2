// The one place that knows where Preact is and which version: that of the WebJar in pom.xml.
export { Component, Fragment, createRef, h, render } from '/webjars/preact/10.28.0/dist/preact.module.js';
