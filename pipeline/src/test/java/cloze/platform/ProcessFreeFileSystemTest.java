package cloze.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files have the permissions that Hadoop's own local file system gives them. */
class ProcessFreeFileSystemTest {
    @TempDir
    java.nio.file.Path folder;

    @Test
    void itIsOnlyUsedWhereEveryPartOfHadoopFindsIt() {
        assertThat(ProcessFreeFileSystem.isFoundBy(FileSystem.class.getClassLoader()))
                .isTrue();
        assertThat(ProcessFreeFileSystem.isFoundBy(ClassLoader.getPlatformClassLoader()))
                .isFalse();
    }

    private static FileSystem open(Class<? extends FileSystem> type, String umask) throws IOException {
        var settings = new Configuration();
        settings.set("fs.permissions.umask-mode", umask);
        settings.setClass(ProcessFreeFileSystem.SETTING, type, FileSystem.class);
        return FileSystem.newInstance(URI.create("file:///"), settings);
    }

    private Path path(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"022", "077", "027"})
    void newFilesAndFoldersHaveTheSamePermissions(String umask) throws IOException {
        try (FileSystem own = open(ProcessFreeFileSystem.class, umask);
                FileSystem hadoops = open(LocalFileSystem.class, umask)) {
            for (String name : new String[] {"own", "hadoops"}) {
                FileSystem files = name.equals("own") ? own : hadoops;
                files.create(path(name + "/made")).close();
                files.mkdirs(path(name + "/folder"));
            }
            for (String name : new String[] {"made", ".made.crc", "folder"}) {
                assertThat(permission(hadoops, "own/" + name))
                        .as(name)
                        .isEqualTo(permission(hadoops, "hadoops/" + name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0640", "1777", "0500"})
    void permissionsAreSetWithTheStickyBit(String mode) throws IOException {
        try (FileSystem own = open(ProcessFreeFileSystem.class, "022")) {
            own.mkdirs(path("folder"));
            own.setPermission(path("folder"), new FsPermission(mode));
            assertThat(permission(own, "folder")).isEqualTo(new FsPermission(mode));
        }
    }

    private FsPermission permission(FileSystem files, String name) throws IOException {
        return files.getFileStatus(path(name)).getPermission();
    }

    @Test
    void aMissingFileIsAnError() throws IOException {
        try (FileSystem own = open(ProcessFreeFileSystem.class, "022")) {
            assertThatThrownBy(() -> own.setPermission(path("missing"), new FsPermission("0640")))
                    .isInstanceOfAny(NoSuchFileException.class, FileNotFoundException.class);
        }
    }
}
