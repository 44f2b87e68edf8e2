package org.smtpconnector.inbox.search;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;

/**
 * Finds a text that is contained anywhere in another one, not only whole words: the index has every three characters that
 * follow each other, with their place. Texts are compared as {@link Folding} makes them, and white space of any kind and length is
 * one space.
 */
final class Trigrams extends TokenStream {

    private static final int SIZE = 3;

    /** Behind each text, so that its last two characters begin something, too. */
    private static final int[] END = {'\n', '\n'};

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final int[] characters;
    private int next;

    /** The trigrams of a text. */
    Trigrams(String text) {
        int[] plain = characters(text);
        this.characters = Arrays.copyOf(plain, plain.length + END.length);
        System.arraycopy(END, 0, characters, plain.length, END.length);
    }

    @Override
    public boolean incrementToken() {
        if (next + SIZE > characters.length) {
            return false;
        }
        clearAttributes();
        for (int i = next; i < next + SIZE; i++) {
            if (Character.isBmpCodePoint(characters[i])) {
                term.append((char) characters[i]);
            } else {
                term.append(Character.toString(characters[i]));
            }
        }
        next++;
        return true;
    }

    @Override
    public void reset() {
        next = 0;
    }

    /** Finds what contains a text in a field; an empty text is contained in everything. */
    static Query contains(String field, String text) {
        int[] characters = characters(text);
        if (characters.length == 0) {
            return new MatchAllDocsQuery();
        }
        if (characters.length < SIZE) {
            return new PrefixQuery(term(field, characters, 0, characters.length));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        int last = characters.length - SIZE;
        for (int i = 0; i < last; i += SIZE) {
            phrase.add(term(field, characters, i, SIZE), i);
        }
        return phrase.add(term(field, characters, last, SIZE), last).build();
    }

    private static Term term(String field, int[] characters, int offset, int count) {
        return new Term(field, new String(characters, offset, count));
    }

    private static int[] characters(String text) {
        // A single character may become as many as 18.
        return IndexTexts.oneLine(Folding.fold(text), 2 * IndexEntry.MAX_TEXT)
                .codePoints()
                .toArray();
    }
}
