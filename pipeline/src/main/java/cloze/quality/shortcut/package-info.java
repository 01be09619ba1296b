/** How well true and random next segments can be told apart without reading them. */
package cloze.quality.shortcut;
