/** What differs between Spark 3.5 on Scala 2.12 and Spark 4 on Scala 2.13, and the refusal to run on the wrong one. */
package cloze.platform;
