package cloze.train.averaging.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.FieldVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deeplearning4j's Spark module is built for Spark 3 on Scala 2.12 and will not be built again. Whether its classes that this trainer reaches still find
 * what they call in Spark and Scala is known only when a call is made; here every call is looked up.
 */
@Tag("platform")
class SparkLinksTest {
    private static final String MODULE = "org/deeplearning4j/spark/";
    private static final List<String> PLATFORM = List.of("org/apache/spark/", "scala/");

    @Test
    void allThatTheTrainerReachesInDeeplearning4jLinksToThisSpark() throws IOException {
        Links links = Links.from(ownClasses());

        assertThat(links.seen)
                .contains(
                        MODULE + "impl/graph/SparkComputationGraph",
                        MODULE + "impl/paramavg/ParameterAveragingTrainingMaster",
                        MODULE + "impl/paramavg/ParameterAveragingTrainingWorker");
        assertThat(links.checked).as("references to Spark and Scala").hasSizeGreaterThan(50);
        assertThat(links.broken)
                .as(
                        "dl4j-spark_2.12 calls what Spark %s on Scala %s does not have. If a training run reaches the call,"
                                + " override it in cloze.train.averaging.dl4j, or leave training.trainer = plain as the only trainer",
                        org.apache.spark.package$.MODULE$.SPARK_VERSION(), scala.util.Properties.versionNumberString())
                .isEmpty();
    }

    @Test
    void aReferenceThatDoesNotLinkIsFound() {
        var links = new Links();

        links.check("a caller", "scala/Tuple2", "_1", "()Ljava/lang/Object;");
        links.check("a caller", "org/apache/spark/api/java/JavaRDD", "count", "()J");
        assertThat(links.broken).isEmpty();

        links.check("a caller", "scala/Tuple2", "_3", "()Ljava/lang/Object;");
        links.check("a caller", "org/apache/spark/api/java/JavaRDD", "count", "()I");
        links.check("a caller", "scala/NoSuchClass", "apply", "()V");
        assertThat(links.broken)
                .containsExactlyInAnyOrder(
                        "a caller -> scala/Tuple2._3()Ljava/lang/Object;",
                        "a caller -> org/apache/spark/api/java/JavaRDD.count()I",
                        "a caller -> scala/NoSuchClass.apply()V");
    }

    /** The classes of the package under test. */
    private static List<String> ownClasses() throws IOException {
        Path folder = Path.of(AveragingMaster.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolve(AveragingMaster.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            AveragingMaster.class.getPackageName().replace('.', '/') + "/" + name.replace(".class", ""))
                    .toList();
        }
    }

    /** The classes of the module that can be reached from others, and what they name of Spark and Scala. */
    private static final class Links {
        private final Set<String> seen = new TreeSet<>();
        private final Set<String> checked = new TreeSet<>();
        private final Set<String> broken = new TreeSet<>();
        private final Deque<String> open = new ArrayDeque<>();

        static Links from(List<String> classes) throws IOException {
            var links = new Links();
            classes.forEach(links.open::add);
            while (!links.open.isEmpty()) {
                String name = links.open.remove();
                try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
                    new ClassReader(in)
                            .accept(links.new Reader(name), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                }
            }
            return links;
        }

        private void type(String caller, Type type) {
            if (type.getSort() == Type.ARRAY) {
                type(caller, type.getElementType());
            } else if (type.getSort() == Type.METHOD) {
                type(caller, type.getReturnType());
                Arrays.stream(type.getArgumentTypes()).forEach(argument -> type(caller, argument));
            } else if (type.getSort() == Type.OBJECT) {
                String name = type.getInternalName();
                if (name.startsWith(MODULE) && seen.add(name)) {
                    open.add(name);
                } else if (isPlatform(name) && checked.add(name)) {
                    load(caller, name);
                }
            }
        }

        private static boolean isPlatform(String name) {
            return PLATFORM.stream().anyMatch(name::startsWith);
        }

        private Class<?> load(String caller, String name) {
            try {
                return Class.forName(name.replace('/', '.'), false, ClassLoader.getSystemClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                broken.add(caller + " -> " + name);
                return void.class;
            }
        }

        private void member(String caller, String owner, String name, String descriptor) {
            type(caller, Type.getObjectType(owner));
            type(caller, Type.getType(descriptor));
            if (isPlatform(owner) && checked.add(owner + "." + name + descriptor)) {
                check(caller, owner, name, descriptor);
            }
        }

        /** Looks up a method as the JVM does when it links a call: by name, parameters and result. */
        private void check(String caller, String owner, String name, String descriptor) {
            boolean isThere;
            try {
                Class<?> type = Class.forName(owner.replace('/', '.'), false, ClassLoader.getSystemClassLoader());
                MethodType wanted = MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
                isThere = name.equals("<init>")
                        ? Arrays.stream(type.getDeclaredConstructors())
                                .anyMatch(each -> Arrays.equals(each.getParameterTypes(), wanted.parameterArray()))
                        : hasMethod(type, name, wanted);
            } catch (ClassNotFoundException | TypeNotPresentException | LinkageError e) {
                isThere = false;
            }
            if (!isThere) {
                broken.add("%s -> %s.%s%s".formatted(caller, owner, name, descriptor));
            }
        }

        private static boolean hasMethod(Class<?> type, String name, MethodType wanted) {
            return Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(each -> each.getName().equals(name)
                                    && each.getReturnType().equals(wanted.returnType())
                                    && Arrays.equals(each.getParameterTypes(), wanted.parameterArray()))
                    || Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                            .anyMatch(parent -> hasMethod(parent, name, wanted));
        }

        /** Reads one class. */
        private final class Reader extends ClassVisitor {
            private final String caller;

            Reader(String caller) {
                super(Opcodes.ASM9);
                this.caller = caller;
            }

            @Override
            public void visit(
                    int version, int access, String name, String signature, String parent, String[] interfaces) {
                Stream.concat(Stream.of(parent), Arrays.stream(interfaces))
                        .forEach(type -> type(caller, Type.getObjectType(type)));
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                type(caller, Type.getType(descriptor));
                return null;
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                type(caller, Type.getType(descriptor));
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(
                            int code, String owner, String called, String calledDescriptor, boolean isInterface) {
                        member(caller + "." + name, owner, called, calledDescriptor);
                    }

                    @Override
                    public void visitTypeInsn(int code, String type) {
                        type(caller, Type.getObjectType(type));
                    }

                    @Override
                    public void visitInvokeDynamicInsn(
                            String called, String calledDescriptor, Handle bootstrap, Object... arguments) {
                        type(caller, Type.getType(calledDescriptor));
                        for (Object argument : arguments) {
                            if (argument instanceof Handle handle) {
                                member(caller + "." + name, handle.getOwner(), handle.getName(), handle.getDesc());
                            }
                        }
                    }
                };
            }
        }
    }
}
